using System.Globalization;
using Microsoft.Extensions.Options;

namespace PartnerCenter.Referrals;

/// <summary>Validates the options of a webhook when the host starts.</summary>
internal sealed class WebhookOptionsValidation : IValidateOptions<ReferralsWebhookOptions>
{
    public ValidateOptionsResult Validate(string? name, ReferralsWebhookOptions options)
    {
        List<string> violations = [];
        RequireWithin(options.QueueCapacity, 1_000_000, nameof(options.QueueCapacity));
        RequireWithin(options.MaxConcurrentEvents, 1_000, nameof(options.MaxConcurrentEvents));
        RequireWithin(options.MaxHandlerAttempts, 100, nameof(options.MaxHandlerAttempts));
        RequireWithin(options.MaxRememberedEvents, 10_000_000, nameof(options.MaxRememberedEvents));
        Require(
            options.HandlerRetryDelay >= TimeSpan.Zero && options.HandlerRetryDelay <= TimeSpan.FromMinutes(1),
            "HandlerRetryDelay must be between zero and one minute.");
        Require(
            options.HandlerTimeout > TimeSpan.Zero && options.HandlerTimeout <= TimeSpan.FromDays(1),
            "HandlerTimeout must be more than zero, and at most one day.");
        return violations.Count > 0 ? ValidateOptionsResult.Fail(violations) : ValidateOptionsResult.Success;

        void RequireWithin(int value, int max, string option) => Require(
            value >= 1 && value <= max,
            string.Create(CultureInfo.InvariantCulture, $"{option} must be at least 1, and at most {max:N0}."));

        void Require(bool isSatisfied, string rule)
        {
            if (!isSatisfied)
            {
                violations.Add($"{nameof(ReferralsWebhookOptions)}.{rule}");
            }
        }
    }
}
