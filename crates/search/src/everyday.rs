//! What people say for the words of a notice.
//!
//! A notice says 存储期限 where a person asks 保存多久, and *minors* where a parent types *kids*. An entry
//! whose title or other names have one of the notice's words is found by the everyday ones, too: they are
//! added when the file is made (document expansion), so that the browser needs no list of synonyms.
//! Words that hold for any company's notice; entry point: [`words_for`].

use notice::Language;

use crate::index::Kind;

/// What a notice calls something, and what people call it, in each language.
struct Everyday {
    notice: [&'static [&'static str]; 2],
    people: [&'static str; 2],
}

/// The everyday words for what an entry is called.
pub(crate) fn words_for(names: &str, kind: Kind, lang: Language) -> String {
    let names = names.to_lowercase();
    let fits = |entry: &&Everyday| {
        let words = entry.notice[lang as usize];
        words.iter().any(|word| names.contains(word))
    };
    let mut words: Vec<&str> = EVERYDAY
        .iter()
        .filter(fits)
        .map(|entry| entry.people[lang as usize])
        .collect();
    match kind {
        Kind::Control => words.push(SWITCHES[lang as usize]),
        Kind::Topic => words.push(USES[lang as usize]),
        _ => {}
    }
    words.join(" ")
}

/// What is done with any control.
const SWITCHES: [&str; 2] = [
    "关闭 关掉 停用 打开 开关",
    "turn switch off on disable enable stop",
];

/// What a topic of personal information answers.
const USES: [&str; 2] = [
    "用到 使用 收集 哪些功能 谁在用",
    "uses use used collects collected features",
];

const EVERYDAY: [Everyday; 28] = [
    Everyday {
        notice: [&["儿童", "未成年"], &["child", "minor"]],
        people: [
            "孩子 小孩 小朋友 未成年人 家长 监护人",
            "kids child children teenager parent guardian",
        ],
    },
    Everyday {
        notice: [&["存储期限", "保存期限"], &["how long", "retention"]],
        people: [
            "保存 保留 多久 多长时间 存多久",
            "keep kept retain retention stored period",
        ],
    },
    Everyday {
        notice: [&["存储地点"], &["where information is stored"]],
        people: [
            "服务器 境外 国外 出境 保存在哪",
            "server country abroad overseas kept",
        ],
    },
    Everyday {
        notice: [&["关闭", "停用", "关掉"], &["switch off", "disable"]],
        people: [
            "关掉 关闭 停用 禁用 取消",
            "turn off switch off disable stop",
        ],
    },
    Everyday {
        notice: [
            &["注销"],
            &[
                "delete your account",
                "close my account",
                "close your account",
                "cancel",
            ],
        ],
        people: [
            "销号 删号 退出 删除账号 取消",
            "close delete deactivate cancel account leave quit",
        ],
    },
    Everyday {
        notice: [&["删除"], &["delete"]],
        people: ["清空 清除 删掉 抹掉", "erase remove clear"],
    },
    Everyday {
        notice: [&["撤回", "解除"], &["withdraw", "remove authoris"]],
        people: ["取消 收回 撤销", "withdraw revoke take back undo"],
    },
    Everyday {
        notice: [&["更正"], &["correct"]],
        people: ["修改 改 更改", "change edit fix update"],
    },
    Everyday {
        notice: [&["复制", "导出"], &["copy", "export"]],
        people: ["下载 备份 拷贝 导出", "download export backup portability"],
    },
    Everyday {
        notice: [&["查看"], &["see ", "view"]],
        people: ["看 找 查", "view look find"],
    },
    Everyday {
        notice: [
            &["共享", "第三方"],
            &["sharing", "third-part", "third part", "shared"],
        ],
        people: [
            "给别人 谁能看到 卖 提供 分享 泄露",
            "share sell give sees gets others companies partners",
        ],
    },
    Everyday {
        notice: [&["位置", "附近"], &["location", "nearby"]],
        people: ["定位 地点 GPS", "GPS where position tracking"],
    },
    Everyday {
        notice: [&["通讯录", "联系人"], &["mobile contacts"]],
        people: [
            "电话本 手机号 联系人 通讯录 好友",
            "address book phone book phonebook friends",
        ],
    },
    Everyday {
        notice: [&["黑名单", "拉黑"], &["blocked"]],
        people: ["拉黑 屏蔽", "block blacklist"],
    },
    Everyday {
        notice: [&["投诉"], &["complain"]],
        people: ["举报 反馈 维权", "complain report feedback"],
    },
    Everyday {
        notice: [&["人脸", "风险核验"], &["face", "risk check"]],
        people: ["刷脸 面部 人脸", "facial face selfie biometric"],
    },
    Everyday {
        notice: [&["声纹", "声音锁"], &["voice biometrics", "voiceprint"]],
        people: ["声音 语音", "voice speech"],
    },
    Everyday {
        notice: [&["实名"], &["real-name", "real name"]],
        people: ["证件 认证 身份", "identity passport verification"],
    },
    Everyday {
        notice: [&["支付"], &["pay"]],
        people: ["付款 银行卡 钱包 钱", "payment money bank card wallet"],
    },
    Everyday {
        notice: [&["广告"], &["ads", "advert"]],
        people: [
            "推广 精准",
            "adverts advertising advertisement commercials targeted",
        ],
    },
    Everyday {
        notice: [&["推荐"], &["recommend"]],
        people: ["算法 猜你喜欢 推送", "algorithm suggestions feed"],
    },
    Everyday {
        notice: [&["聊天记录"], &["chat"]],
        people: ["消息 对话 聊天内容", "messages conversation chats"],
    },
    Everyday {
        notice: [&["加速度"], &["acceleromet"]],
        people: ["摇一摇 晃动 传感器 运动", "shake motion sensor movement"],
    },
    Everyday {
        notice: [&["剪贴板"], &["clipboard"]],
        people: ["复制 粘贴 剪切板", "copy paste pasteboard"],
    },
    Everyday {
        notice: [&["权限"], &["permission"]],
        people: [
            "授权 麦克风 摄像头 相机 相册",
            "authorisation microphone camera photos access",
        ],
    },
    Everyday {
        notice: [&["自启动"], &["auto-start"]],
        people: ["后台 自动启动 开机", "background launch startup"],
    },
    Everyday {
        notice: [&["联系我们", "客服"], &["contact us", "customer service"]],
        people: ["电话 邮箱 客服 找人", "email phone write support help"],
    },
    Everyday {
        notice: [&["安全"], &["security"]],
        people: ["泄露 加密 被盗", "breach leak encryption hacked protect"],
    },
];
