using Microsoft.Extensions.Configuration;

namespace PartnerCenter.Referrals;

/// <summary>Provides the full names of settings for messages.</summary>
internal static class SettingNames
{
    /// <summary>
    /// Returns the full path of a setting, such as <c>PartnerCenter:TenantId</c>, or its bare name if the configuration is not a section.
    /// </summary>
    public static string PathOf(this IConfiguration configuration, string name) =>
        configuration is IConfigurationSection { Path.Length: > 0 } section ? ConfigurationPath.Combine(section.Path, name) : name;
}
