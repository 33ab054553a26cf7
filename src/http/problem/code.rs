//! The problems of the API: their codes, what they mean and what to do. Knows `text` only.

use crate::language::Bilingual;

/// Every problem a request can end in. The code is stable; `/problems/{code}` explains it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemCode {
    /// 400: the path or query is not valid percent-encoded UTF-8.
    BadRequestTarget,
    /// 400: a parameter that this resource does not have.
    UnknownParameter,
    /// 400: the same parameter twice.
    RepeatedParameter,
    /// 400: a parameter that must be there.
    MissingParameter,
    /// 400: a value that is not allowed.
    InvalidParameter,
    /// 400: a cursor that was not given out by this list.
    InvalidCursor,
    /// 404: no such path.
    NotFound,
    /// 404: no such row.
    UnknownId,
    /// 405: only GET, HEAD and OPTIONS.
    MethodNotAllowed,
    /// 406: no such format.
    NotAcceptable,
    /// 410: the data has changed since the cursor was given out.
    StaleCursor,
    /// 414: a path and query of over 8,000 bytes.
    TargetTooLong,
    /// 500: our fault.
    InternalError,
    /// 503: the database cannot be asked.
    Unavailable,
}

impl ProblemCode {
    /// All of them, in the order of their status.
    pub const ALL: [Self; 14] = [
        Self::BadRequestTarget,
        Self::UnknownParameter,
        Self::RepeatedParameter,
        Self::MissingParameter,
        Self::InvalidParameter,
        Self::InvalidCursor,
        Self::NotFound,
        Self::UnknownId,
        Self::MethodNotAllowed,
        Self::NotAcceptable,
        Self::StaleCursor,
        Self::TargetTooLong,
        Self::InternalError,
        Self::Unavailable,
    ];

    /// As it stands in `code` and in the path of its page.
    pub const fn code(self) -> &'static str {
        match self {
            Self::BadRequestTarget => "bad_request_target",
            Self::UnknownParameter => "unknown_parameter",
            Self::RepeatedParameter => "repeated_parameter",
            Self::MissingParameter => "missing_parameter",
            Self::InvalidParameter => "invalid_parameter",
            Self::InvalidCursor => "invalid_cursor",
            Self::NotFound => "not_found",
            Self::UnknownId => "unknown_id",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::NotAcceptable => "not_acceptable",
            Self::StaleCursor => "stale_cursor",
            Self::TargetTooLong => "target_too_long",
            Self::InternalError => "internal_error",
            Self::Unavailable => "unavailable",
        }
    }

    /// The HTTP status it is answered with.
    pub const fn status(self) -> u16 {
        match self {
            Self::BadRequestTarget
            | Self::UnknownParameter
            | Self::RepeatedParameter
            | Self::MissingParameter
            | Self::InvalidParameter
            | Self::InvalidCursor => 400,
            Self::NotFound | Self::UnknownId => 404,
            Self::MethodNotAllowed => 405,
            Self::NotAcceptable => 406,
            Self::StaleCursor => 410,
            Self::TargetTooLong => 414,
            Self::InternalError => 500,
            Self::Unavailable => 503,
        }
    }

    /// A short name.
    pub const fn title(self) -> Bilingual {
        match self {
            Self::BadRequestTarget => Bilingual { ja: "読めない URL", en: "Unreadable URL" },
            Self::UnknownParameter => Bilingual { ja: "知らないパラメーター", en: "Unknown parameter" },
            Self::RepeatedParameter => Bilingual { ja: "パラメーターの重複", en: "Repeated parameter" },
            Self::MissingParameter => Bilingual { ja: "パラメーターの不足", en: "Missing parameter" },
            Self::InvalidParameter => {
                Bilingual { ja: "パラメーターの値の誤り", en: "Invalid parameter value" }
            }
            Self::InvalidCursor => Bilingual { ja: "カーソルの誤り", en: "Invalid cursor" },
            Self::NotFound => Bilingual { ja: "ページがない", en: "No such path" },
            Self::UnknownId => Bilingual { ja: "ID がない", en: "Unknown id" },
            Self::MethodNotAllowed => Bilingual { ja: "使えないメソッド", en: "Method not allowed" },
            Self::NotAcceptable => Bilingual { ja: "出せない形式", en: "Format not available" },
            Self::StaleCursor => Bilingual { ja: "古いカーソル", en: "Stale cursor" },
            Self::TargetTooLong => Bilingual { ja: "長すぎる URL", en: "URL too long" },
            Self::InternalError => Bilingual { ja: "内部エラー", en: "Internal error" },
            Self::Unavailable => Bilingual { ja: "一時的に利用不可", en: "Temporarily unavailable" },
        }
    }

    /// What it means and what to do: the text of its page.
    pub const fn explanation(self) -> Bilingual {
        match self {
            Self::BadRequestTarget => Bilingual {
                ja: "URL の % の後は16進2桁で、復号すると UTF-8 の文字になるものだけを受け付けます。NUL などの制御文字は使えません。文字列は UTF-8 で URL エンコードしてください。",
                en: "After each % of the URL two hexadecimal digits must follow, and what they decode to must be UTF-8 without control characters such as NUL. Percent-encode your text as UTF-8.",
            },
            Self::UnknownParameter => Bilingual {
                ja: "この資源にないパラメーターです。綴りの誤りを黙って無視すると、絞り込まれていない結果を誤って使うことになるため、受け付けません。使える名前は allowed にあります。",
                en: "This resource has no such parameter. A misspelt filter that is ignored in silence would hand you unfiltered data, so it is refused. The names that exist stand in `allowed`.",
            },
            Self::RepeatedParameter => Bilingual {
                ja: "同じパラメーターが2回あります。複数の値はコンマで区切って1回で書いてください（例 kind=target,actual）。",
                en: "The same parameter stands twice. Write several values once, separated by commas (kind=target,actual).",
            },
            Self::MissingParameter => Bilingual {
                ja: "この資源には必ず書くパラメーターがあります。その名前は parameter にあります。",
                en: "This resource has a parameter that must be written. Its name stands in `parameter`.",
            },
            Self::InvalidParameter => Bilingual {
                ja: "パラメーターの値を使えません。送られた値は value に、書ける値は allowed にあります。",
                en: "The value of a parameter cannot be used. What was sent stands in `value`, what may be written in `allowed`.",
            },
            Self::InvalidCursor => Bilingual {
                ja: "cursor は、同じ絞り込みと並びの一覧が links.next で返したものだけが使えます。自分で作ったり、別の一覧のものを使ったりせず、restart の URL から始めてください。",
                en: "A cursor is only good where it was given out: in links.next of the same list with the same filters and order. Do not make one up or carry it to another list; begin again at `restart`.",
            },
            Self::NotFound => Bilingual {
                ja: "この URL には何もありません。資源の一覧は /v1 に、文書は /docs にあります。",
                en: "There is nothing at this URL. The resources are listed at /v1, the documentation is at /docs.",
            },
            Self::UnknownId => Bilingual {
                ja: "その ID の行はありません。ID は変わりません。近い ID があれば nearest にあります。",
                en: "There is no row with that id. Ids are permanent; the nearest one there is, if any, stands in `nearest`.",
            },
            Self::MethodNotAllowed => Bilingual {
                ja: "この API は読み取り専用です。GET、HEAD、OPTIONS だけを受け付けます。",
                en: "This API is read-only: GET, HEAD and OPTIONS.",
            },
            Self::NotAcceptable => Bilingual {
                ja: "求められた形式では出せません。出せる形式は allowed にあります。拡張子（.csv など）でも選べます。",
                en: "The format asked for does not exist here. The ones that do stand in `allowed`; an extension (.csv) selects one too.",
            },
            Self::StaleCursor => Bilingual {
                ja: "カーソルを受け取った後にデータが更新されました。途中から続けると新旧が混ざるため、restart の URL から読み直してください。",
                en: "The data has changed since the cursor was given out. Going on would mix old and new: begin again at `restart`.",
            },
            Self::TargetTooLong => Bilingual {
                ja: "パスとクエリーは合わせて 8,000 バイトまでです。値を分けて、何回かに分けて問い合わせてください。",
                en: "Path and query may have 8,000 bytes together. Split the values over several requests.",
            },
            Self::InternalError => Bilingual {
                ja: "こちらの不具合です。request_id を添えて知らせてください。",
                en: "This is our fault. Please report it with the request_id.",
            },
            Self::Unavailable => Bilingual {
                ja: "データベースに問い合わせられません。Retry-After の秒数だけ待って、もう一度お試しください。",
                en: "The database cannot be asked just now. Wait the seconds in Retry-After and try again.",
            },
        }
    }
}
