namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>Specifies how a create or an invitation ended.</summary>
internal enum SoakOutcome : byte
{
    /// <summary>It was not begun: the service has no record.</summary>
    None,

    /// <summary>It has not ended.</summary>
    Begun,

    /// <summary>The call returned a referral: the service has exactly one record.</summary>
    Succeeded,

    /// <summary>The outcome is unknown: the service has at most one record.</summary>
    Unknown,

    /// <summary>The caller cancelled the call: the service has at most one record.</summary>
    Cancelled,

    /// <summary>The call failed: the service has no record.</summary>
    Failed,

    /// <summary>The client was disposed before the request was sent: the service has no record.</summary>
    Disposed,
}
