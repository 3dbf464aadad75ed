using System.Net;
using Microsoft.Extensions.Configuration;

namespace PartnerCenter.Referrals;

/// <summary>Reads the settings of a configuration section into options without reflection.</summary>
/// <param name="section">The section.</param>
/// <param name="service">The refresh token store that the container has for the client; null for none.</param>
internal sealed class ReferralsSettings(IConfiguration section, IRefreshTokenStore? service)
{
    private static readonly string[] Names =
    [
        "TenantId", "ClientId", "ClientSecret", "RefreshToken", "RefreshTokenFile", "RefreshTokenStore", "Credential",
        "HandleClaimsChallenges", "AuthorityHost", "Endpoint", "Timeout", "AttemptTimeout", "RetryDelay", "MaxAttempts",
        "MaxConflictRetries", "ResolveUnknownOutcomes", "CheckOpenInvitations", "MaxResponseSize", "ClientValidation", "ApplicationName",
        "ClientName", "Proxy", "WebhookRegistrationEndpoint",
    ];

    private readonly SettingsReader _reader = new(section);

    /// <summary>Gets a sentence for each setting that is wrong.</summary>
    public IReadOnlyList<string> Violations => _reader.Violations;

    /// <summary>Gets whether the section has any setting of a credential, valid or not.</summary>
    public bool NamesCredential { get; private set; }

    public void ApplyTo(ReferralsClientOptions options)
    {
        // Without this check a misspelt setting would have no effect, and nothing would say so.
        new UnknownSettings(Names).Refuse(section, _reader);
        options.Endpoint = _reader.Read<Uri>(
            "Endpoint", EndpointFrom, $"Production, V1, or the full address of the collection, such as {ReferralsEndpoint.Production}")
            ?? options.Endpoint;
        options.WebhookRegistrationEndpoint = _reader.Read<Uri>(
            "WebhookRegistrationEndpoint",
            (string text, out Uri? address) => Uri.TryCreate(text, UriKind.Absolute, out address),
            $"the full address of webhook registrations, such as {ReferralsEndpoint.WebhookRegistration}")
            ?? options.WebhookRegistrationEndpoint;
        options.Timeout = _reader.ReadTime("Timeout") ?? options.Timeout;
        if (_reader.ReadTime("AttemptTimeout") is { } attemptTimeout)
        {
            options.AttemptTimeout = attemptTimeout;
        }

        options.RetryDelay = _reader.ReadTime("RetryDelay") ?? options.RetryDelay;
        options.MaxAttempts = (int?)_reader.ReadWhole("MaxAttempts", int.MaxValue) ?? options.MaxAttempts;
        options.MaxConflictRetries = (int?)_reader.ReadWhole("MaxConflictRetries", int.MaxValue) ?? options.MaxConflictRetries;
        options.ResolveUnknownOutcomes = _reader.ReadValue<bool>(
            "ResolveUnknownOutcomes", bool.TryParse, "true or false") ?? options.ResolveUnknownOutcomes;
        options.CheckOpenInvitations = _reader.ReadValue<bool>(
            "CheckOpenInvitations", bool.TryParse, "true or false") ?? options.CheckOpenInvitations;
        options.MaxResponseSize = _reader.ReadWhole("MaxResponseSize", long.MaxValue) ?? options.MaxResponseSize;
        options.ClientValidation = _reader.ReadValue<ClientValidation>(
            "ClientValidation", ValidationFrom, "All, ApiOnly or None") ?? options.ClientValidation;
        options.ApplicationName = _reader.Text("ApplicationName") ?? options.ApplicationName;
        options.ClientName = _reader.Text("ClientName") ?? options.ClientName;
        options.Proxy = _reader.Read<IWebProxy>(
            "Proxy", ProxyFrom, "an absolute http or https address without a user name and a path, such as http://proxy.contoso.com:8080; "
                + "set a proxy that needs credentials in code") ?? options.Proxy;
        CredentialSettings credential = new(_reader, service, options.Proxy);
        options.Credential = credential.Read() ?? options.Credential;
        NamesCredential = credential.IsNamed;
    }

    // Enum.TryParse also reads numbers and lists.
    private static bool ValidationFrom(string text, out ClientValidation validation) =>
        Enum.TryParse(text, ignoreCase: true, out validation)
        && text.Equals(validation.ToString(), StringComparison.OrdinalIgnoreCase);

    // A password among the settings would be easy to overlook where they are printed.
    private static bool ProxyFrom(string text, out IWebProxy? proxy)
    {
        proxy = Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            && address is { Scheme: "http" or "https", AbsolutePath: "/", UserInfo: "", Query: "", Fragment: "" }
            ? new WebProxy(address)
            : null;
        return proxy is not null;
    }

    private static bool EndpointFrom(string text, out Uri? endpoint)
    {
        endpoint = text.Equals(nameof(ReferralsEndpoint.Production), StringComparison.OrdinalIgnoreCase) ? ReferralsEndpoint.Production
            : text.Equals(nameof(ReferralsEndpoint.V1), StringComparison.OrdinalIgnoreCase) ? ReferralsEndpoint.V1
            : Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) ? uri : null;
        return endpoint is not null;
    }
}
