namespace PartnerCenter.Referrals.Emulator;

/// <summary>What Microsoft's review of a deal registration comes to (wire contract 4.9).</summary>
public enum RegistrationReview
{
    /// <summary>
    /// The partner is to correct the registration, which can be edited until the next review. The only one that is not final.
    /// </summary>
    ActionRequired,

    /// <summary>The registration has passed.</summary>
    Passed,

    /// <summary>The registration has failed.</summary>
    Failed,

    /// <summary>The registration is approved.</summary>
    Approved,
}
