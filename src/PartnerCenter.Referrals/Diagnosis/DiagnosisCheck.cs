namespace PartnerCenter.Referrals;

/// <summary>One check of a <see cref="ReferralsDiagnosis"/>. Immutable.</summary>
public sealed class DiagnosisCheck
{
    /// <summary>Creates a check, for tests of code that reads one.</summary>
    /// <param name="name">What was checked.</param>
    /// <param name="outcome">The outcome.</param>
    /// <param name="finding">What was found.</param>
    /// <param name="nextStep">What to do about it; null if there is nothing to do.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> or <paramref name="finding"/> is null.</exception>
    public DiagnosisCheck(string name, DiagnosisOutcome outcome, string finding, string? nextStep = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(finding);
        Name = name;
        Outcome = outcome;
        Finding = finding;
        NextStep = nextStep;
    }

    /// <summary>What was checked, such as <c>audience</c>.</summary>
    public string Name { get; }

    /// <summary>The outcome.</summary>
    public DiagnosisOutcome Outcome { get; }

    /// <summary>What was found. Never a token, a secret or anything about people.</summary>
    public string Finding { get; }

    /// <summary>What to do about it; null if there is nothing to do.</summary>
    public string? NextStep { get; }

    /// <summary>Returns the check in one line.</summary>
    public override string ToString() => $"{Name}: {Outcome}. {Finding}{(NextStep is null ? "" : " " + NextStep)}";
}
