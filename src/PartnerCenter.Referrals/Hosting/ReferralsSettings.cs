using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace PartnerCenter.Referrals;

/// <summary>Reads the settings of a configuration section into options without reflection.</summary>
/// <param name="section">The section.</param>
/// <param name="service">The refresh token store that the container has for the client; null for none.</param>
internal sealed class ReferralsSettings(IConfiguration section, IRefreshTokenStore? service)
{
    private static readonly string[] Names =
    [
        "TenantId", "ClientId", "ClientSecret", "RefreshToken", "RefreshTokenFile", "RefreshTokenStore", "HandleClaimsChallenges",
        "AuthorityHost", "Endpoint", "Timeout", "AttemptTimeout", "RetryDelay", "MaxAttempts", "MaxConflictRetries",
        "ResolveUnknownOutcomes", "CheckOpenInvitations", "MaxResponseSize", "ClientValidation", "ApplicationName",
        "ClientName",
    ];

    private readonly List<string> _violations = [];

    /// <summary>
    /// Gets a sentence for each setting that is wrong, with the full path of the setting. It never contains a value, which might be a
    /// secret in the wrong place.
    /// </summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>Gets whether the section has any setting of a credential, valid or not.</summary>
    public bool NamesCredential { get; private set; }

    public void ApplyTo(ReferralsClientOptions options)
    {
        // Without this check a misspelt RefreshToken would silently lead to an App token, which the service refuses.
        foreach (IConfigurationSection setting in section.GetChildren().Where(
            one => one.Value is not null && !Names.Contains(one.Key, StringComparer.OrdinalIgnoreCase)))
        {
            _violations.Add($"{section.PathOf(setting.Key)} is not a known setting. Known settings are {string.Join(", ", Names)}.");
        }

        options.Endpoint = Read<Uri>(
            "Endpoint", EndpointFrom, "the full address of the referral collection, or Production or V1") ?? options.Endpoint;
        options.Timeout = ReadTime("Timeout") ?? options.Timeout;
        options.AttemptTimeout = ReadTime("AttemptTimeout") ?? options.AttemptTimeout;
        options.RetryDelay = ReadTime("RetryDelay") ?? options.RetryDelay;
        options.MaxAttempts = (int?)ReadWhole("MaxAttempts", int.MaxValue) ?? options.MaxAttempts;
        options.MaxConflictRetries = (int?)ReadWhole("MaxConflictRetries", int.MaxValue) ?? options.MaxConflictRetries;
        options.ResolveUnknownOutcomes = ReadValue<bool>(
            "ResolveUnknownOutcomes", bool.TryParse, "true or false") ?? options.ResolveUnknownOutcomes;
        options.CheckOpenInvitations = ReadValue<bool>(
            "CheckOpenInvitations", bool.TryParse, "true or false") ?? options.CheckOpenInvitations;
        options.MaxResponseSize = ReadWhole("MaxResponseSize", long.MaxValue) ?? options.MaxResponseSize;
        options.ClientValidation = ReadValue<ClientValidation>(
            "ClientValidation", (string text, out ClientValidation validation) => Enum.TryParse(text, ignoreCase: true, out validation),
            "All, ApiOnly or None") ?? options.ClientValidation;
        options.ApplicationName = Text("ApplicationName") ?? options.ApplicationName;
        options.ClientName = Text("ClientName") ?? options.ClientName;
        options.Credential = ReadCredential() ?? options.Credential;
    }

    private delegate bool Parse<T>(string text, out T value);

    private ReferralsCredential? ReadCredential()
    {
        string? tenant = Text("TenantId"), client = Text("ClientId"), secret = Text("ClientSecret"), refreshToken = Text("RefreshToken"),
            file = Text("RefreshTokenFile"), place = Text("RefreshTokenStore");
        if ((tenant ?? client ?? secret ?? refreshToken ?? file ?? place) is null)
        {
            return null;
        }

        NamesCredential = true;
        Require(tenant, "TenantId", "the partner's Entra tenant");
        Require(client, "ClientId", "the id of the application registration");
        IRefreshTokenStore? store = ReadStore(file);
        if (refreshToken is null && store is null && place is null)
        {
            Require(
                secret, "RefreshToken", "the refresh token of the secure application model (or set ClientSecret alone for an App token)");
        }

        Uri? authority = Read<Uri>(
            "AuthorityHost", (string text, out Uri? uri) => Uri.TryCreate(text, UriKind.Absolute, out uri),
            "an absolute https address, or http for a loopback address");
        bool handlesChallenges = ReadValue<bool>("HandleClaimsChallenges", bool.TryParse, "true or false") ?? false;
        if (_violations.Count > 0)
        {
            return null;
        }

        ReferralsCredentialOptions defaults = new();
        ReferralsCredentialOptions options = new()
        {
            AuthorityHost = authority ?? defaults.AuthorityHost,
            HandleClaimsChallenges = handlesChallenges,
        };
        try
        {
            return store is not null
                ? ReferralsCredential.FromRefreshToken(tenant!, client!, secret, store, refreshToken, options)
                : refreshToken is not null
                ? ReferralsCredential.FromRefreshToken(tenant!, client!, secret, refreshToken, options)
                : ReferralsCredential.FromClientSecret(tenant!, client!, secret!, options);
        }
        catch (ArgumentException refusal)
        {
            _violations.Add(
                $"{section.PathOf("TenantId")}, {section.PathOf("RefreshToken")} or {section.PathOf("AuthorityHost")} is wrong: "
                    + refusal.Message);
            return null;
        }
    }

    private IRefreshTokenStore? ReadStore(string? file)
    {
        bool? isService = ReadValue<bool>(
            "RefreshTokenStore",
            (string text, out bool named) =>
            {
                named = text.Equals("Service", StringComparison.OrdinalIgnoreCase);
                return named || text.Equals("File", StringComparison.OrdinalIgnoreCase);
            },
            "File or Service");
        if (isService == false)
        {
            Require(file, "RefreshTokenFile", "the path of the file, because RefreshTokenStore is File");
        }
        else if (isService == true && file is not null)
        {
            _violations.Add($"{section.PathOf("RefreshTokenFile")} must not be set, because RefreshTokenStore is Service.");
        }
        else if (isService == true && service is null)
        {
            _violations.Add(
                $"{section.PathOf("RefreshTokenStore")} is Service, but the container has no {nameof(IRefreshTokenStore)} for the client. "
                    + "Register one: for a client with a name, as a keyed service with that name.");
        }

        return file is not null ? new FileRefreshTokenStore(file) : isService == false ? null : service;
    }

    private string? Text(string name) => section[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private void Require(string? value, string name, string meaning)
    {
        if (value is null)
        {
            _violations.Add($"{section.PathOf(name)} is missing. Set it to {meaning}.");
        }
    }

    private TimeSpan? ReadTime(string name) => ReadValue<TimeSpan>(
        name,
        // TimeSpan.TryParse reads a bare number as days.
        (string text, out TimeSpan time) =>
            TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out time) && text.Contains(':', StringComparison.Ordinal),
        "a time such as 00:01:40");

    private long? ReadWhole(string name, long max) => ReadValue<long>(
        name,
        (string text, out long number) =>
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= max,
        "a whole number");

    private T? ReadValue<T>(string name, Parse<T> parse, string expected)
        where T : struct
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (parse(text, out T value))
        {
            return value;
        }

        _violations.Add($"{section.PathOf(name)} must be {expected}.");
        return null;
    }

    private T? Read<T>(string name, Parse<T?> parse, string expected)
        where T : class
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (parse(text, out T? value))
        {
            return value;
        }

        _violations.Add($"{section.PathOf(name)} must be {expected}.");
        return null;
    }

    private static bool EndpointFrom(string text, out Uri? endpoint)
    {
        endpoint = text.Equals(nameof(ReferralsEndpoint.Production), StringComparison.OrdinalIgnoreCase) ? ReferralsEndpoint.Production
            : text.Equals(nameof(ReferralsEndpoint.V1), StringComparison.OrdinalIgnoreCase) ? ReferralsEndpoint.V1
            : Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) ? uri : null;
        return endpoint is not null;
    }
}
