namespace PartnerCenter.Referrals;

/// <summary>What the end of an attempt proves about the write that was sent.</summary>
internal enum FailureKind
{
    /// <summary>429: refused before any work was done.</summary>
    Throttled,

    /// <summary>408, 500, 502, 503, 504, 509: may pass, and may come from a gateway after the service has acted.</summary>
    Transient,

    /// <summary>The request never left, or no connection was made for it.</summary>
    NothingSent,

    /// <summary>The request left, and no whole answer came.</summary>
    AnswerLost,

    /// <summary>A repetition would end alike.</summary>
    Final,
}
