using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace PartnerCenter.Referrals;

/// <summary>Refuses wrong settings when the host starts, all at once, each by its name.</summary>
internal sealed class SettingsValidation(string name, IConfiguration? section) : IValidateOptions<ReferralsClientOptions>
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

        ReferralsSettings settings = new(section);
        settings.ApplyTo(new ReferralsClientOptions());
        IEnumerable<string> missing = options.Credential is null && !settings.NamesCredential
            ? [$"{section.PathOf("TenantId")}, ClientId, ClientSecret and RefreshToken are missing."]
            : [];
        return Result(
            [.. settings.Violations, .. missing,
                .. violations.Where(
                    violation => violation != OptionsValidation.CredentialRule).Select(violation => section.PathOf("") + violation)]);
    }

    private static ValidateOptionsResult Result(IEnumerable<string> violations) =>
        violations.ToList() is { Count: > 0 } all ? ValidateOptionsResult.Fail(all) : ValidateOptionsResult.Success;
}
