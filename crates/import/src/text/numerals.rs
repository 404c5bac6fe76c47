//! Chinese numbers: 三 is 3, 二十一 is 21, 一百零二 is 102.

/// The value of a Chinese or Arabic number; `None` for other words and for nothing.
pub(crate) fn value(word: &str) -> Option<u32> {
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return word.parse().ok();
    }
    let mut total = 0;
    let mut digit = None;
    for sign in word.chars() {
        if let Some(one) = "〇一二三四五六七八九"
            .chars()
            .position(|known| known == sign)
        {
            digit = Some(u32::try_from(one).ok()?);
            continue;
        }
        match sign {
            '零' => {}
            '两' => digit = Some(2),
            '十' | '百' | '千' => {
                let worth = match sign {
                    '十' => 10,
                    '百' => 100,
                    _ => 1000,
                };
                total += digit.take().unwrap_or(1) * worth;
            }
            _ => return None,
        }
    }
    Some(total + digit.unwrap_or(0)).filter(|&value| value > 0)
}
