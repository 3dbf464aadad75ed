namespace PartnerCenter.Referrals;

/// <summary>A request that breaks rules of the service and was therefore not sent. Lists everything wrong at once.</summary>
/// <seealso cref="ClientValidation"/>
public sealed class ReferralValidationException : ReferralsException
{
    /// <summary>Describes what is wrong.</summary>
    /// <param name="operation">What was to be done, such as <c>invite</c>.</param>
    /// <param name="violations">Every rule that is broken; at least one.</param>
    /// <exception cref="ArgumentNullException"><paramref name="violations"/> is null.</exception>
    public ReferralValidationException(string operation, IReadOnlyList<RuleViolation> violations)
        : base($"Nothing was sent: {operation} breaks {Counted(violations)}. {string.Join(" ", violations)}")
    {
        Operation = operation;
        Violations = violations;
    }

    /// <summary>Every rule that is broken.</summary>
    public IReadOnlyList<RuleViolation> Violations { get; }

    private static string Counted(IReadOnlyList<RuleViolation> violations)
    {
        ArgumentNullException.ThrowIfNull(violations);
        return violations.Count == 1 ? "a rule" : $"{violations.Count} rules";
    }
}
