namespace PartnerCenter.Referrals;

/// <summary>One rule that a request breaks.</summary>
/// <param name="Path">The field in the words of the wire, such as <c>customerProfile/address/country</c>.</param>
/// <param name="Rule">The rule, as a sentence.</param>
/// <param name="Source">Where the rule is known from.</param>
public sealed record RuleViolation(string Path, string Rule, RuleSource Source)
{
    /// <summary>The path and the rule; never the value.</summary>
    public override string ToString() => $"{Path}: {Rule}";
}
