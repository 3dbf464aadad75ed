using System.Security.Cryptography;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Describes the only tenant, app and user in an emulator's Entra. Ids and a secret that the options do not set are new for each emulator.
/// </summary>
internal sealed class EntraDirectory(ReferralsEmulatorOptions options)
{
    public const string UserName = "seller@contoso.example.com";

    public string TenantId { get; } = options.TenantId ?? Guid.NewGuid().ToString();

    /// <summary>Gets the id of a tenant that does not belong to a partner, for users who sign in at the wrong tenant.</summary>
    public string OtherTenantId { get; } = Guid.NewGuid().ToString();

    public string ClientId { get; } = options.ClientId ?? Guid.NewGuid().ToString();

    public string ClientSecret { get; } = options.ClientSecret ?? RandomNumberGenerator.GetHexString(32, lowercase: true);

    public string UserId { get; } = Guid.NewGuid().ToString();

    /// <summary>Gets the id of a user who is neither Referral Admin nor Referral User.</summary>
    public string UserWithoutRoleId { get; } = Guid.NewGuid().ToString();

    public bool IsPublicClient { get; } = options.PublicClient;

    /// <summary>Refuses a tenant that does not exist. Users may sign in without naming their tenant.</summary>
    /// <exception cref="EntraException">There is no such tenant.</exception>
    public void CheckTenant(string tenant, bool forUsers)
    {
        if (!(forUsers && IsMultiTenant(tenant)) && !tenant.Equals(TenantId, StringComparison.OrdinalIgnoreCase))
        {
            throw EntraException.UnknownTenant(tenant);
        }
    }

    /// <exception cref="EntraException">There is no such app.</exception>
    public void CheckClient(string clientId, string tenant)
    {
        if (!clientId.Equals(ClientId, StringComparison.OrdinalIgnoreCase))
        {
            throw EntraException.UnknownClient(clientId, tenant);
        }
    }

    public static bool IsMultiTenant(string tenant) => tenant is "common" or "organizations";

    /// <summary>Returns the issuer that the tenant's tokens and discovery document contain.</summary>
    public static string IssuerOf(string authority, string tenant) => $"{authority}/{tenant}/v2.0";

    public string TenantOf(AccessTokenKind kind) => kind == AccessTokenKind.WrongTenant ? OtherTenantId : TenantId;

    public string UserOf(AccessTokenKind kind) => kind == AccessTokenKind.DelegatedWithoutRole ? UserWithoutRoleId : UserId;
}
