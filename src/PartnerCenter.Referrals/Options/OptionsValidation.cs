using System.Diagnostics.CodeAnalysis;

namespace PartnerCenter.Referrals;

/// <summary>Validates options, and provides a sentence for each rule that is broken.</summary>
internal static class OptionsValidation
{
    /// <summary>Specifies the rule for options that are set in code. Settings have a different message.</summary>
    public const string CredentialRule =
        "Credential is missing: create one with a method of ReferralsCredential, such as FromRefreshToken.";

    /// <summary>Specifies the longest delay before an attempt if the service names none.</summary>
    public static readonly TimeSpan MaxRetryDelay = TimeSpan.FromSeconds(30);

    private const string ClientValidationRule = "ClientValidation must be All, ApiOnly or None.";
    private const string MaxAttemptsRule = "MaxAttempts must be at least 1.";
    private const string MaxConflictRetriesRule = "MaxConflictRetries must not be negative.";

    /// <summary>Throws if the options of a client are not valid.</summary>
    /// <exception cref="ArgumentException">An option is missing or out of its range.</exception>
    public static void Check([NotNull] ReferralsClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (Violations(options) is [var first, ..])
        {
            throw new ArgumentException(first, nameof(options));
        }
    }

    /// <summary>Throws if the options of a call are not valid.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static void Check(ReferralCallOptions? options)
    {
        if (options is { Timeout: { } timeout } && !IsTimeLimit(timeout))
        {
            throw new ArgumentException(TimeLimitRule(nameof(options.Timeout)), nameof(options));
        }

        if (options is { ClientValidation: { } validation } && !Enum.IsDefined(validation))
        {
            throw new ArgumentException(ClientValidationRule, nameof(options));
        }

        if (options is { MaxAttempts: < 1 })
        {
            throw new ArgumentException(MaxAttemptsRule, nameof(options));
        }

        if (options is { MaxConflictRetries: < 0 })
        {
            throw new ArgumentException(MaxConflictRetriesRule, nameof(options));
        }
    }

    public static List<string> Violations(ReferralsClientOptions options)
    {
        List<string> violations = [];
        Require(options.Credential is not null, CredentialRule);
        Require(IsTimeLimit(options.Timeout), TimeLimitRule(nameof(options.Timeout)));
        // Equal limits are sound: the call has time for one slow attempt. If both are out of range, one sentence says so.
        Require(
            IsTimeLimit(options.AttemptTimeout) || options.AttemptTimeout == options.Timeout,
            TimeLimitRule(nameof(options.AttemptTimeout)));
        Require(
            options.AttemptTimeout <= options.Timeout || !IsTimeLimit(options.AttemptTimeout) || !IsTimeLimit(options.Timeout),
            "AttemptTimeout must not be longer than Timeout, which limits all attempts of a call together.");
        Require(options.MaxAttempts >= 1, MaxAttemptsRule);
        Require(options.MaxConflictRetries >= 0, MaxConflictRetriesRule);
        Require(
            options.RetryDelay >= TimeSpan.Zero && options.RetryDelay <= MaxRetryDelay,
            "RetryDelay must be between zero and 30 seconds, the longest delay between two attempts.");
        Require(options.MaxResponseSize >= 1024, "MaxResponseSize must be at least 1024 bytes.");
        Require(Enum.IsDefined(options.ClientValidation), ClientValidationRule);
        Require(options.TimeProvider is not null, "TimeProvider must not be null.");
        Require(
            options.ApplicationName is null || IsProduct(options.ApplicationName),
            "ApplicationName must be a word, or a word and a version, such as ContosoCrm/3.1.");
        Require(options.ClientName is null || !string.IsNullOrWhiteSpace(options.ClientName), "ClientName must not be empty.");
        if (CollectionEndpoint.Validate(options.Endpoint) is { } rule)
        {
            violations.Add(rule);
        }

        if (options.WebhookRegistrationEndpoint is { } webhooks
            && CollectionEndpoint.ValidateWebhookRegistration(webhooks) is { } webhookRule)
        {
            violations.Add(webhookRule);
        }

        return violations;

        void Require(bool isSatisfied, string rule)
        {
            if (!isSatisfied)
            {
                violations.Add(rule);
            }
        }
    }

    private static string TimeLimitRule(string name) => $"{name} must be between 10 milliseconds and one day.";

    // The bounds of Polly's timeout.
    private static bool IsTimeLimit(TimeSpan limit) => limit >= TimeSpan.FromMilliseconds(10) && limit <= TimeSpan.FromDays(1);

    private static bool IsProduct(string name) =>
        System.Net.Http.Headers.ProductInfoHeaderValue.TryParse(name, out System.Net.Http.Headers.ProductInfoHeaderValue? product)
        && product.Product is not null;
}
