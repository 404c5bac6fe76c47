//! A receipt as a page to print: plain HTML, no script, no style, in the language of the record.
//!
//! Takes a verified [`Receipt`]; everything in it is written as text. Entry point: [`page`].

use std::fmt::Write;

use consent::wire::Receipt;

/// The page.
pub fn page(receipt: &Receipt, signed: &str) -> String {
    let is_chinese = receipt.processing.language == "zh";
    let (lang, title, proof) = match is_chinese {
        true => ("zh-Hans", "选择回执", "签名原文（可用任何 JWS 工具核验）"),
        false => (
            "en",
            "Receipt of a choice",
            "Signed text (any JWS tool can check it)",
        ),
    };
    let mut rows = String::new();
    for (zh, en, value) in lines(receipt) {
        let name = if is_chinese { zh } else { en };
        let value = escape(&value);
        writeln!(
            rows,
            "<tr><th scope=\"row\">{name}</th><td>{value}</td></tr>"
        )
        .expect("writing to a string does not fail");
    }
    let signed = escape(signed);
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         </head>\n<body>\n<main>\n<h1>{title}</h1>\n<table>\n{rows}</table>\n\
         <h2>{proof}</h2>\n<p><code>{signed}</code></p>\n</main>\n</body>\n</html>\n"
    )
}

fn lines(receipt: &Receipt) -> Vec<(&'static str, &'static str, String)> {
    let Receipt {
        processing,
        event,
        record,
        ..
    } = receipt;
    let join = |texts: Vec<String>| texts.join("; ");
    let data = processing
        .pii_information
        .iter()
        .map(|item| item.pii_type.clone())
        .collect();
    let controllers = processing.pii_controllers.iter();
    let controllers = controllers.map(|party| {
        let (name, address, contact) = (
            &party.party_name,
            &party.party_address,
            &party.party_contact,
        );
        format!("{name}, {address}, {contact}")
    });
    let notice = &processing.privacy_notice;
    let notice = format!(
        "{} {} ({})",
        notice.edition, notice.version, notice.provenance
    );
    vec![
        ("事项", "Purpose", processing.purpose.clone()),
        (
            "决定",
            "Decision",
            format!("{} → {}", record.verb, event.event_state),
        ),
        ("时间（UTC）", "Time (UTC)", event.event_time.clone()),
        ("指引版本", "Notice", notice),
        ("语言", "Language", processing.language.clone()),
        ("文本 SHA-256", "Text SHA-256", record.hash.clone()),
        ("条款", "Clause", processing.clause.clone()),
        ("信息", "Data", join(data)),
        ("处理者", "Controller", join(controllers.collect())),
        (
            "接收方",
            "Recipients",
            join(processing.recipient_third_parties.clone()),
        ),
        ("保存期限", "Retention", processing.retention_period.clone()),
        (
            "存放地点",
            "Kept in",
            join(processing.storage_locations.clone()),
        ),
        ("适用法域", "Jurisdiction", processing.jurisdiction.clone()),
        (
            "如何改变",
            "How to change it",
            processing.withdrawal_method.clone(),
        ),
        (
            "决定者",
            "Decided by",
            format!("{} {}", record.actor.code(), record.entity),
        ),
        ("本人代号", "Person", record.principal.clone()),
        ("记录编号", "Record", record.id.clone()),
        ("回执编号", "Receipt", receipt.receipt_id.clone()),
        (
            "链",
            "Chain",
            format!("{}: {}", record.sequence, record.chain),
        ),
    ]
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(letter),
        }
    }
    out
}
