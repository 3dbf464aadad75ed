namespace PartnerCenter.Referrals;

/// <summary>Represents a rule that a request breaks.</summary>
/// <param name="Path">The path of the field in JSON names, such as <c>customerProfile/address/country</c>.</param>
/// <param name="Rule">The rule, as a sentence.</param>
/// <param name="Source">The source of the rule.</param>
public sealed record RuleViolation(string Path, string Rule, RuleSource Source)
{
    /// <summary>Returns the path and the rule, never the value of the field.</summary>
    public override string ToString() => $"{Path}: {Rule}";
}
