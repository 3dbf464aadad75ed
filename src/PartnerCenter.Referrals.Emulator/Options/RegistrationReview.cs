namespace PartnerCenter.Referrals.Emulator;

/// <summary>Specifies the outcome of Microsoft's review of a deal registration.</summary>
// The names are inferred from those of statusHistory (wire contract 4.9).
public enum RegistrationReview
{
    /// <summary>
    /// The partner must correct the registration, which can be edited until the next review. This is the only outcome that is not final.
    /// </summary>
    ActionRequired,

    /// <summary>The registration has passed.</summary>
    Passed,

    /// <summary>The registration has failed.</summary>
    Failed,

    /// <summary>The registration is approved.</summary>
    Approved,
}
