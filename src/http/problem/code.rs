//! Problem codes: their status, what they mean and what to do.

use crate::language::Bilingual;

/// Why a request was refused or failed. Codes are stable; `/problems/{code}` explains each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemCode {
    /// 400: the path or query is not valid percent-encoded UTF-8.
    BadRequestTarget,
    /// 400: a parameter that the resource does not have.
    UnknownParameter,
    /// 400: a parameter that may be given once was repeated.
    RepeatedParameter,
    /// 400: a required parameter is missing.
    MissingParameter,
    /// 400: a value that is not allowed.
    InvalidParameter,
    /// 400: a cursor that this list did not issue.
    InvalidCursor,
    /// 404: no such path.
    NotFound,
    /// 404: no such row, by an id in the path or in a filter.
    UnknownId,
    /// 405: only GET, HEAD and OPTIONS.
    MethodNotAllowed,
    /// 406: no such format.
    NotAcceptable,
    /// 410: the data has changed since the cursor was issued.
    StaleCursor,
    /// 412: the current `ETag` is not in `If-Match`.
    PreconditionFailed,
    /// 414: a path and query of over 8,000 bytes.
    TargetTooLong,
    /// 416: bytes that a file does not have.
    RangeNotSatisfiable,
    /// 500: a fault of the service.
    InternalError,
    /// 503: the database is not available.
    Unavailable,
}

impl ProblemCode {
    /// All of them, in the order of their status.
    pub const ALL: [Self; 16] = [
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
        Self::PreconditionFailed,
        Self::TargetTooLong,
        Self::RangeNotSatisfiable,
        Self::InternalError,
        Self::Unavailable,
    ];

    /// Code as written in `code` and in the path of its page.
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
            Self::PreconditionFailed => "precondition_failed",
            Self::TargetTooLong => "target_too_long",
            Self::RangeNotSatisfiable => "range_not_satisfiable",
            Self::InternalError => "internal_error",
            Self::Unavailable => "unavailable",
        }
    }

    /// HTTP status of the response.
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
            Self::PreconditionFailed => 412,
            Self::TargetTooLong => 414,
            Self::RangeNotSatisfiable => 416,
            Self::InternalError => 500,
            Self::Unavailable => 503,
        }
    }

    /// A short name.
    pub const fn title(self) -> Bilingual {
        match self {
            Self::BadRequestTarget => Bilingual { ja: "URL の形式の誤り", en: "Malformed URL" },
            Self::UnknownParameter => Bilingual { ja: "不明なパラメーター", en: "Unknown parameter" },
            Self::RepeatedParameter => Bilingual { ja: "パラメーターの重複", en: "Repeated parameter" },
            Self::MissingParameter => Bilingual { ja: "パラメーターの不足", en: "Missing parameter" },
            Self::InvalidParameter => {
                Bilingual { ja: "パラメーターの値の誤り", en: "Invalid parameter value" }
            }
            Self::InvalidCursor => Bilingual { ja: "カーソルの誤り", en: "Invalid cursor" },
            Self::NotFound => Bilingual { ja: "URL がない", en: "No such path" },
            Self::UnknownId => Bilingual { ja: "ID がない", en: "Unknown id" },
            Self::MethodNotAllowed => Bilingual { ja: "使えないメソッド", en: "Method not allowed" },
            Self::NotAcceptable => Bilingual { ja: "利用できない形式", en: "Format not available" },
            Self::StaleCursor => Bilingual { ja: "古いカーソル", en: "Stale cursor" },
            Self::PreconditionFailed => Bilingual { ja: "If-Match の不一致", en: "Precondition failed" },
            Self::TargetTooLong => Bilingual { ja: "長すぎる URL", en: "URL too long" },
            Self::RangeNotSatisfiable => Bilingual { ja: "範囲の誤り", en: "Range not satisfiable" },
            Self::InternalError => Bilingual { ja: "内部エラー", en: "Internal error" },
            Self::Unavailable => Bilingual { ja: "一時的に利用不可", en: "Temporarily unavailable" },
        }
    }

    /// What it means and how to fix it: the text of its page.
    pub const fn explanation(self) -> Bilingual {
        match self {
            Self::BadRequestTarget => Bilingual {
                ja: "URL の % の後には16進2桁が必要です。復号した結果は UTF-8 の文字列で、NUL などの制御文字を含まないものに限ります。文字列は UTF-8 で URL エンコードしてください。",
                en: "Every % in a URL must be followed by two hexadecimal digits, and the decoded text must be UTF-8 without control characters such as NUL. Percent-encode your text as UTF-8.",
            },
            Self::UnknownParameter => Bilingual {
                ja: "この URL では使えないパラメーターです。綴りの誤りを無視すると、絞り込まれていないデータを返すことになるため、受け付けません。使える名前は allowed にあります。",
                en: "This resource does not have the parameter. Ignoring a misspelt filter would return unfiltered data, so the request is refused. Valid names are listed in `allowed`.",
            },
            Self::RepeatedParameter => Bilingual {
                ja: "1回しか書けないパラメーターが2回以上あります。parameter に名前があります。",
                en: "A parameter that may be given only once was repeated. Its name is in `parameter`.",
            },
            Self::MissingParameter => Bilingual {
                ja: "必須のパラメーターがありません。parameter に名前があります。",
                en: "A required parameter is missing. Its name is in `parameter`.",
            },
            Self::InvalidParameter => Bilingual {
                ja: "パラメーターの値が正しくありません。送られた値は value に、使える値または書き方の例は allowed にあります。",
                en: "The value of a parameter is not valid. The value that was sent is in `value`, valid values or examples of their form are in `allowed`.",
            },
            Self::InvalidCursor => Bilingual {
                ja: "cursor には、同じ絞り込みと並び順の一覧が links.next で返したものだけを使えます。restart の URL から読み直してください。",
                en: "A cursor is valid only for the list, filters and order that returned it in links.next. Start again at `restart`.",
            },
            Self::NotFound => Bilingual {
                ja: "この URL には何もありません。データの種類の一覧は /v1 に、説明は /docs にあります。",
                en: "Nothing exists at this URL. Resources are listed at /v1, the documentation is at /docs.",
            },
            Self::UnknownId => Bilingual {
                ja: "その ID の行はありません。URL のパスの ID か、parameter に名前があるパラメーターの値です。形式が正しくない値は invalid_parameter になります。近い ID があれば nearest にあります。",
                en: "No row has this id. It is the id in the path, or a value of the filter that `parameter` names; a value that cannot be an id is an `invalid_parameter` instead. The existing id that is near, if there is one, is in `nearest`.",
            },
            Self::MethodNotAllowed => Bilingual {
                ja: "この API は読み取り専用です。使えるメソッドは GET、HEAD、OPTIONS です。",
                en: "This API is read-only. Use GET, HEAD or OPTIONS.",
            },
            Self::NotAcceptable => Bilingual {
                ja: "Accept で求められた形式はありません。使える形式は allowed にあります。拡張子（.csv など）でも選べます。",
                en: "None of the formats in `Accept` is available. Available formats are listed in `allowed`; an extension such as .csv selects one too.",
            },
            Self::StaleCursor => Bilingual {
                ja: "カーソルを発行した後にデータが更新されました。続きから読むと新旧のデータが混ざるため、restart の URL から読み直してください。",
                en: "The data has changed since the cursor was issued. Continuing would mix old and new data: start again at `restart`.",
            },
            Self::PreconditionFailed => Bilingual {
                ja: "現在の ETag は If-Match に書かれた値と異なります。If-Match を除いて読み直してください。",
                en: "The current ETag is none of those in If-Match. Request it again without If-Match.",
            },
            Self::TargetTooLong => Bilingual {
                ja: "パスとクエリーは合わせて 8,000 バイトまでです。値を分けて、複数回のリクエストにしてください。",
                en: "Path and query may be at most 8,000 bytes long together. Split the values over several requests.",
            },
            Self::RangeNotSatisfiable => Bilingual {
                ja: "Range に書かれたバイトは、このファイルにありません。ファイルの長さは Content-Range にあります。すでに全部受け取っているか、ファイルが短くなっています。",
                en: "The file does not have the bytes named in Range. Its length is in Content-Range: you have all of it already, or it has become shorter.",
            },
            Self::InternalError => Bilingual {
                ja: "サーバー内部のエラーです。request_id を添えて知らせてください。",
                en: "An internal error of the service. Please report it with the request_id.",
            },
            Self::Unavailable => Bilingual {
                ja: "データベースを利用できません。Retry-After の秒数だけ待って、もう一度お試しください。",
                en: "The database is not available. Wait for the number of seconds in Retry-After and try again.",
            },
        }
    }
}
