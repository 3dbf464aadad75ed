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

        string prefix = section is null ? nameof(ReferralsClientOptions) + "." : section.PathOf("");
        IReadOnlyList<string> unread = section is null ? [] : Unreadable(section);
        IEnumerable<string> violations = OptionsRules.Violations(options).Select(violation => prefix + violation);
        // What could not be read is missing too; one sentence about it is enough.
        List<string> all = [.. unread];
        all.AddRange(all.Count > 0 ? violations.Where(violation => !violation.Contains("Credential is missing", StringComparison.Ordinal)) : violations);
        return all.Count > 0 ? ValidateOptionsResult.Fail(all) : ValidateOptionsResult.Success;
    }

    private static IReadOnlyList<string> Unreadable(IConfiguration section)
    {
        ReferralsSettings settings = new(section);
        settings.ApplyTo(new ReferralsClientOptions());
        return settings.Violations;
    }
}
