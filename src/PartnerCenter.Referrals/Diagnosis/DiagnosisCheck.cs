namespace PartnerCenter.Referrals;

/// <summary>One thing that was looked at.</summary>
public sealed class DiagnosisCheck
{
    internal DiagnosisCheck(string name, DiagnosisOutcome outcome, string finding, string? nextStep = null)
    {
        Name = name;
        Outcome = outcome;
        Finding = finding;
        NextStep = nextStep;
    }

    /// <summary>What was looked at, such as <c>audience</c>.</summary>
    public string Name { get; }

    /// <summary>How it ended.</summary>
    public DiagnosisOutcome Outcome { get; }

    /// <summary>What was seen. Never a token, a secret or anything about people.</summary>
    public string Finding { get; }

    /// <summary>What to do about it; null where nothing is to be done.</summary>
    public string? NextStep { get; }

    /// <summary>The check in one line.</summary>
    public override string ToString() => $"{Name}: {Outcome}. {Finding}{(NextStep is null ? "" : " " + NextStep)}";
}
