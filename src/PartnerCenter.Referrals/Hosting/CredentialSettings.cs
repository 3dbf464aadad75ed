using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>Reads the credential of a client from its settings.</summary>
/// <param name="reader">The reader of the section.</param>
/// <param name="service">The refresh token store that the container has for the client; null for none.</param>
/// <param name="proxy">The proxy of the client, which is that of the sign-in too; null for the proxy of the system.</param>
internal sealed class CredentialSettings(SettingsReader reader, IRefreshTokenStore? service, IWebProxy? proxy)
{
    /// <summary>Gets whether the section has any setting of a credential, valid or not.</summary>
    public bool IsNamed { get; private set; }

    /// <summary>Reads the credential; null if it is not set, or if a setting of it is wrong.</summary>
    public ReferralsCredential? Read()
    {
        string? tenant = reader.Text("TenantId"), client = reader.Text("ClientId"), secret = reader.Text("ClientSecret"),
            refreshToken = reader.Text("RefreshToken"), file = reader.Text("RefreshTokenFile"), place = reader.Text("RefreshTokenStore"),
            kind = reader.Text("Credential");
        if ((tenant ?? client ?? secret ?? refreshToken ?? file ?? place ?? kind) is null)
        {
            return null;
        }

        IsNamed = true;
        int others = reader.Violations.Count;
        bool isAppOnly = reader.ReadValue<bool>("Credential", IsAppOnly, "RefreshToken or AppOnly") ?? false;
        CheckApplication(tenant, client);
        IRefreshTokenStore? store = isAppOnly ? null : ReadStore(file);
        CheckKind(isAppOnly, secret, refreshToken, hasStore: store is not null || file is not null || place is not null);
        Uri? authority = reader.Read<Uri>(
            "AuthorityHost", (string text, out Uri? uri) => Uri.TryCreate(text, UriKind.Absolute, out uri),
            "an absolute https address, or http for a loopback address");
        if (authority is not null && EntraApplication.RuleBrokenByHost(authority) is { } rule)
        {
            reader.Add(rule);
        }

        bool handlesChallenges = reader.ReadValue<bool>("HandleClaimsChallenges", bool.TryParse, "true or false") ?? false;
        if (reader.Violations.Count > others)
        {
            return null;
        }

        ReferralsCredentialOptions defaults = new();
        ReferralsCredentialOptions options = new()
        {
            AuthorityHost = authority ?? defaults.AuthorityHost,
            HandleClaimsChallenges = handlesChallenges,
            Proxy = proxy,
        };
        return isAppOnly
            ? ReferralsCredential.FromClientSecret(tenant!, client!, secret!, options)
            : store is not null
            ? ReferralsCredential.FromRefreshToken(tenant!, client!, secret, store, refreshToken, options)
            : ReferralsCredential.FromRefreshToken(tenant!, client!, secret, refreshToken!, options);
    }

    private static bool IsAppOnly(string text, out bool isAppOnly)
    {
        isAppOnly = text.Equals("AppOnly", StringComparison.OrdinalIgnoreCase);
        return isAppOnly || text.Equals("RefreshToken", StringComparison.OrdinalIgnoreCase);
    }

    private void CheckApplication(string? tenant, string? client)
    {
        reader.Require(tenant, "TenantId", "the partner's Entra tenant");
        reader.Require(client, "ClientId", "the id of the application registration");
        if (tenant is not null && EntraApplication.RuleBrokenByTenant(tenant) is { } rule)
        {
            reader.Refuse("TenantId", $"{rule}.");
        }

        if (client is not null && !Guid.TryParseExact(client, "D", out _))
        {
            reader.Refuse("ClientId", "must be a GUID: the application (client) id of the registration.");
        }
    }

    private void CheckKind(bool isAppOnly, string? secret, string? refreshToken, bool hasStore)
    {
        if (isAppOnly)
        {
            reader.Require(secret, "ClientSecret", "the value of the client secret, because Credential is AppOnly");
            if (refreshToken is not null || hasStore)
            {
                reader.Refuse("Credential", "must not be AppOnly beside a refresh token or a place for it: App tokens need none.");
            }
        }
        else if (refreshToken is null && !hasStore)
        {
            reader.Require(
                refreshToken, "RefreshToken", "the refresh token of a sign-in, or RefreshTokenFile to its file (or Credential to AppOnly "
                    + "for App tokens, which today's service refuses)");
        }
        else if (refreshToken is not null && !ReferralsAccessToken.IsToken(refreshToken))
        {
            reader.Refuse("RefreshToken", "must consist of visible ASCII characters without spaces.");
        }
    }

    private bool IsInDirectory(string file)
    {
        // A path with this character is none.
        bool isSound = !file.Contains('\0', StringComparison.Ordinal)
            && !Directory.Exists(file)
            && Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file)));
        if (!isSound)
        {
            reader.Refuse("RefreshTokenFile", "must be the path of a file in a directory that exists.");
        }

        return isSound;
    }

    private IRefreshTokenStore? ReadStore(string? file)
    {
        bool? isService = reader.ReadValue<bool>(
            "RefreshTokenStore",
            (string text, out bool named) =>
            {
                named = text.Equals("Service", StringComparison.OrdinalIgnoreCase);
                return named || text.Equals("File", StringComparison.OrdinalIgnoreCase);
            },
            "File or Service");
        if (isService == false)
        {
            reader.Require(file, "RefreshTokenFile", "the path of the file, because RefreshTokenStore is File");
        }
        else if (isService == true && file is not null)
        {
            reader.Refuse("RefreshTokenFile", "must not be set, because RefreshTokenStore is Service.");
        }
        else if (isService == true && service is null)
        {
            reader.Refuse(
                "RefreshTokenStore",
                $"is Service, but the container has no {nameof(IRefreshTokenStore)} for the client. Register one: for a client with a "
                    + "name, as a keyed service with that name.");
        }

        return file is null ? (isService == false ? null : service)
            : IsInDirectory(file) ? new FileRefreshTokenStore(file)
            : null;
    }
}
