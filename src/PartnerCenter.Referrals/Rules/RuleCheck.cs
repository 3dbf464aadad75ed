namespace PartnerCenter.Referrals;

/// <summary>Collects what is wrong with a request and refuses it once, with everything.</summary>
internal sealed class RuleCheck(Operation operation, ClientValidation validation)
{
    private readonly List<RuleViolation> _violations = [];

    /// <summary>A rule of the API.</summary>
    public RuleCheck Api(bool isSatisfied, string path, string rule) =>
        Add(isSatisfied || validation == ClientValidation.None, path, rule, RuleSource.Api);

    /// <summary>A rule known from the user interface only.</summary>
    public RuleCheck UserInterface(bool isSatisfied, string path, string rule) =>
        Add(isSatisfied || validation != ClientValidation.All, path, rule, RuleSource.UserInterface);

    /// <summary>A rule without which the request would mean something else; it is checked always.</summary>
    public RuleCheck Always(bool isSatisfied, string path, string rule) => Add(isSatisfied, path, rule, RuleSource.Api);

    /// <exception cref="ReferralValidationException">At least one rule is broken.</exception>
    public void ThrowIfInvalid()
    {
        if (_violations.Count > 0)
        {
            throw new ReferralValidationException(operation.Name, _violations);
        }
    }

    private RuleCheck Add(bool isSatisfied, string path, string rule, RuleSource source)
    {
        // Two writes of one operation may ask for the same.
        if (!isSatisfied && new RuleViolation(path, rule, source) is var violation && !_violations.Contains(violation))
        {
            _violations.Add(violation);
        }

        return this;
    }
}
