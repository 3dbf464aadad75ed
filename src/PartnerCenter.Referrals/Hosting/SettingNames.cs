using Microsoft.Extensions.Configuration;

namespace PartnerCenter.Referrals;

/// <summary>Names a setting as the user wrote it.</summary>
internal static class SettingNames
{
    /// <summary>The full path, such as <c>PartnerCenter:TenantId</c>; the bare name where the configuration is no section.</summary>
    public static string PathOf(this IConfiguration configuration, string name) =>
        configuration is IConfigurationSection { Path.Length: > 0 } section ? ConfigurationPath.Combine(section.Path, name) : name;
}
