namespace PartnerCenter.Referrals.Emulator;

/// <summary>Specifies the outcome of Microsoft's review of a deal registration.</summary>
// The names are inferred from those of statusHistory (wire contract 4.9).
public enum RegistrationReview
{
    /// <summary>
    /// Indicates that the partner must correct the registration, which can be edited until the next review. This is the only outcome that
    /// is not final.
    /// </summary>
    ActionRequired,

    /// <summary>Indicates that the registration has passed.</summary>
    Passed,

    /// <summary>Indicates that the registration has failed.</summary>
    Failed,

    /// <summary>Indicates that the registration is approved.</summary>
    Approved,
}
