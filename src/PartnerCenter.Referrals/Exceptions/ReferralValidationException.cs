namespace PartnerCenter.Referrals;

/// <summary>Represents a request that was not sent because it breaks rules of the service. The exception lists every broken rule.</summary>
/// <seealso cref="ClientValidation"/>
public sealed class ReferralValidationException : ReferralsException
{
    /// <summary>Creates the exception, for example in a test.</summary>
    /// <param name="operation">The name of the operation, such as <c>invite</c>.</param>
    /// <param name="violations">The broken rules; at least one.</param>
    /// <exception cref="ArgumentNullException"><paramref name="violations"/> is null or contains null.</exception>
    public ReferralValidationException(string operation, IReadOnlyList<RuleViolation> violations)
        : base($"Nothing was sent: {operation} breaks {Counted(violations)}. {string.Join(" ", violations)}")
    {
        Operation = operation;
        Violations = ListCopy.Of(violations);
    }

    /// <summary>Gets the rules that the request breaks.</summary>
    public IReadOnlyList<RuleViolation> Violations { get; }

    private static string Counted(IReadOnlyList<RuleViolation> violations)
    {
        ArgumentNullException.ThrowIfNull(violations);
        return violations.Count == 1 ? "a rule" : $"{violations.Count} rules";
    }
}
