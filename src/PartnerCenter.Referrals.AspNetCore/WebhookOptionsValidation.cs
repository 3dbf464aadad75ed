using Microsoft.Extensions.Options;

namespace PartnerCenter.Referrals;

/// <summary>Validates the options of a webhook when the host starts.</summary>
internal sealed class WebhookOptionsValidation : IValidateOptions<ReferralsWebhookOptions>
{
    public ValidateOptionsResult Validate(string? name, ReferralsWebhookOptions options)
    {
        List<string> violations = [];
        RequireAtLeastOne(options.QueueCapacity, nameof(options.QueueCapacity));
        RequireAtLeastOne(options.MaxConcurrentEvents, nameof(options.MaxConcurrentEvents));
        RequireAtLeastOne(options.MaxHandlerAttempts, nameof(options.MaxHandlerAttempts));
        RequireAtLeastOne(options.MaxRememberedEvents, nameof(options.MaxRememberedEvents));
        Require(
            options.HandlerRetryDelay >= TimeSpan.Zero && options.HandlerRetryDelay <= TimeSpan.FromMinutes(1),
            "HandlerRetryDelay must be between zero and one minute.");
        Require(
            options.HandlerTimeout > TimeSpan.Zero && options.HandlerTimeout <= TimeSpan.FromDays(1),
            "HandlerTimeout must be more than zero, and at most one day.");
        return violations.Count > 0 ? ValidateOptionsResult.Fail(violations) : ValidateOptionsResult.Success;

        void RequireAtLeastOne(int value, string option) => Require(value >= 1, $"{option} must be at least 1.");

        void Require(bool isSatisfied, string rule)
        {
            if (!isSatisfied)
            {
                violations.Add($"{nameof(ReferralsWebhookOptions)}.{rule}");
            }
        }
    }
}
