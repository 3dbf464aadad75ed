namespace PartnerCenter.Referrals;

/// <summary>Collects the rules that a request breaks, and refuses the request with one exception that lists them all.</summary>
internal sealed class RuleCheck(Operation operation, ClientValidation validation)
{
    private readonly List<RuleViolation> _violations = [];

    /// <summary>Adds a rule of the API; <see cref="ClientValidation.None"/> turns it off.</summary>
    public RuleCheck Api(bool isSatisfied, string path, string rule) =>
        Add(isSatisfied || validation == ClientValidation.None, path, rule, RuleSource.Api);

    /// <summary>Adds a rule that is known only from the user interface; only <see cref="ClientValidation.All"/> checks it.</summary>
    public RuleCheck UserInterface(bool isSatisfied, string path, string rule) =>
        Add(isSatisfied || validation != ClientValidation.All, path, rule, RuleSource.UserInterface);

    /// <summary>Adds a rule of the client's own; only <see cref="ClientValidation.All"/> checks it.</summary>
    public RuleCheck Client(bool isSatisfied, string path, string rule) =>
        Add(isSatisfied || validation != ClientValidation.All, path, rule, RuleSource.Client);

    /// <summary>Adds a rule that is always checked, because without it the request would mean something else.</summary>
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
        // Two writes of one operation may have the same rule.
        if (!isSatisfied && new RuleViolation(path, rule, source) is var violation && !_violations.Contains(violation))
        {
            _violations.Add(violation);
        }

        return this;
    }
}
