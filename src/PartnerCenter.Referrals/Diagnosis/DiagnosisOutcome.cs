namespace PartnerCenter.Referrals;

/// <summary>Specifies the outcome of one check of a diagnosis.</summary>
public enum DiagnosisOutcome
{
    /// <summary>Indicates that the check found no problem.</summary>
    Passed,

    /// <summary>Indicates that the check found a problem. <see cref="DiagnosisCheck.NextStep"/> says what to do.</summary>
    Failed,

    /// <summary>Indicates that the check could not be decided; there may be no problem.</summary>
    Unclear,

    /// <summary>Indicates that the check was not made, because an earlier one failed or there is nothing to check.</summary>
    Skipped,
}
