namespace PartnerCenter.Referrals;

/// <summary>No token could be had, or the service did not accept the one it got.</summary>
/// <remarks>The message says what to do. Neither it nor any property holds a secret or a token.</remarks>
public sealed class ReferralsAuthenticationException : ReferralsException
{
    /// <summary>Describes the failure.</summary>
    /// <param name="message">What went wrong and what to do next.</param>
    /// <param name="innerException">The cause; null for none.</param>
    public ReferralsAuthenticationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal ReferralsAuthenticationException(string message, FailureDetails details, Exception? innerException = null)
        : base(message, details, innerException)
    {
    }

    /// <summary>
    /// Entra's code for a refused token request, such as <c>AADSTS700082</c>, or its OAuth error such as <c>invalid_grant</c>.
    /// </summary>
    public string? EntraErrorCode { get; init; }

    /// <summary>Entra's correlation id of a refused token request; Entra's sign-in log is searched by it.</summary>
    public string? EntraCorrelationId { get; init; }

    /// <summary>Whether the same token request may succeed later: the network or Entra itself was in trouble.</summary>
    public bool IsTransient { get; init; }

    /// <summary>The first half of a message made here: what was seen.</summary>
    internal string? Finding { get; init; }

    /// <summary>The second half: what to do.</summary>
    internal string? NextStep { get; init; }
}
