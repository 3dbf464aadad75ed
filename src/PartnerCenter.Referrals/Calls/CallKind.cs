namespace PartnerCenter.Referrals;

/// <summary>Specifies what a retry of a call could do.</summary>
internal enum CallKind
{
    /// <summary>Indicates that the call only reads: GET.</summary>
    Read,

    /// <summary>
    /// Indicates that the call names the version that it changes: PUT, or PATCH with If-Match. The service refuses to apply it twice.
    /// </summary>
    ConditionalWrite,

    /// <summary>Indicates that the call writes without a condition: POST, or PATCH without If-Match. A retry can act twice.</summary>
    UnconditionalWrite,
}
