using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace PartnerCenter.Referrals;

/// <summary>Validates the settings when the host starts, and reports all wrong ones at once, each by its name.</summary>
internal sealed class SettingsValidation(string name, IConfiguration? section, IRefreshTokenStore? store)
    : IValidateOptions<ReferralsClientOptions>
{
    public ValidateOptionsResult Validate(string? optionsName, ReferralsClientOptions options)
    {
        if (optionsName != name)
        {
            return ValidateOptionsResult.Skip;
        }

        List<string> violations = OptionsValidation.Violations(options);
        if (section is null)
        {
            return Result(violations.Select(violation => $"{nameof(ReferralsClientOptions)}.{violation}"));
        }

        ReferralsSettings settings = new(section, store);
        settings.ApplyTo(new ReferralsClientOptions());
        IEnumerable<string> missing = options.Credential is null && !settings.NamesCredential
            ? [$"{section.PathOf("TenantId")}, ClientId, ClientSecret and RefreshToken are missing. Set them, or set Credential in code."]
            : [];
        IEnumerable<string> others = violations
            .Where(violation => violation != OptionsValidation.CredentialRule)
            .Select(violation => section.PathOf("") + violation);
        return Result([.. settings.Violations, .. missing, .. others]);
    }

    private static ValidateOptionsResult Result(IEnumerable<string> violations) =>
        violations.ToList() is { Count: > 0 } all ? ValidateOptionsResult.Fail(all) : ValidateOptionsResult.Success;
}
