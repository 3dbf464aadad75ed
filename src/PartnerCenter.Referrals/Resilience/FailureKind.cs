namespace PartnerCenter.Referrals;

/// <summary>Specifies what the failure of an attempt proves about the write that was sent.</summary>
internal enum FailureKind
{
    /// <summary>Indicates that the service refused the request with 429, before it did any work.</summary>
    Throttled,

    /// <summary>
    /// Indicates a 408, 500, 502, 503, 504 or 509: the failure may pass, and may come from a gateway after the service has acted.
    /// </summary>
    Transient,

    /// <summary>Indicates that the request was not sent, or that no connection was made for it.</summary>
    NothingSent,

    /// <summary>Indicates that the request was sent, and that no complete response was received.</summary>
    AnswerLost,

    /// <summary>
    /// Indicates a status that is no clear refusal, such as 507 or 520: the write may have taken effect, and a retry would not help.
    /// </summary>
    Unclear,

    /// <summary>Indicates that a retry would fail in the same way.</summary>
    Final,
}
