using System.Security.Cryptography;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>The one tenant, app and user that an emulator's Entra knows; made up anew for each emulator.</summary>
internal sealed class EntraDirectory(bool publicClient)
{
    public const string UserName = "seller@contoso.example.com";

    public string TenantId { get; } = Guid.NewGuid().ToString();

    public string ClientId { get; } = Guid.NewGuid().ToString();

    public string ClientSecret { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    public string UserId { get; } = Guid.NewGuid().ToString();

    public bool IsPublicClient => publicClient;
}
