namespace PartnerCenter.Referrals;

/// <summary>What a retry of the call could do.</summary>
internal enum CallKind
{
    /// <summary>Only reads: GET.</summary>
    Read,

    /// <summary>Writes over a version it names: PUT, or PATCH with If-Match. A second application is refused by the service.</summary>
    ConditionalWrite,

    /// <summary>Writes without a guard: POST, or PATCH without If-Match. A second application acts twice.</summary>
    UnconditionalWrite,
}
