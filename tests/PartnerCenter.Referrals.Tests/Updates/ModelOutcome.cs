namespace PartnerCenter.Referrals.Tests;

/// <summary>Specifies how a call of a <see cref="CreateScenario"/> ended.</summary>
internal enum ModelOutcome
{
    /// <summary>The response of the POST was the result.</summary>
    Answered,

    /// <summary>A search found the referral.</summary>
    Found,

    /// <summary>The outcome is unknown.</summary>
    Unknown,

    /// <summary>The call failed, and created nothing.</summary>
    Refused,
}
