namespace PartnerCenter.Referrals;

/// <summary>How one check of a diagnosis ended.</summary>
public enum DiagnosisOutcome
{
    /// <summary>As it should be.</summary>
    Passed,

    /// <summary>Wrong; the check says what to do.</summary>
    Failed,

    /// <summary>It could not be told, and may be right.</summary>
    Unclear,

    /// <summary>Not done, because an earlier check failed or there is nothing to check.</summary>
    Skipped,
}
