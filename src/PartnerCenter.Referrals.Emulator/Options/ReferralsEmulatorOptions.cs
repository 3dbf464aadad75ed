using System.Security.Cryptography.X509Certificates;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Specifies how a <see cref="ReferralsEmulator"/> behaves, above all where Microsoft's documentation leaves a question open. The emulator
/// reads the options once, when it starts.
/// </summary>
// Wire contract 10 lists the open questions.
public sealed class ReferralsEmulatorOptions
{
    /// <summary>Gets the port on 127.0.0.1. The default, 0, selects a free port.</summary>
    public int Port { get; init; }

    /// <summary>
    /// Gets the clock for dates, eTags, token lifetimes and the 14 days of an invitation. The default is the system clock.
    /// </summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Gets the maximum number of referrals on one page of a list. The default is 100, as documented; one user received 50 on the first
    /// page.
    /// </summary>
    public int PageSize { get; init; } = 100;

    /// <summary>
    /// Gets how long the emulator delays each response of the referrals API, refusals included, as if the service were far away. The
    /// default is zero and the maximum is one day, on the clock of <see cref="TimeProvider"/>. The token endpoints respond without a delay.
    /// A request takes effect and is recorded before the delay, so it stays in effect if the client gives up during the delay.
    /// </summary>
    public TimeSpan ResponseDelay { get; init; }

    /// <summary>
    /// Gets whether the API accepts tokens of an app without a user. The default is false, as in the current service. In 2018 the service
    /// accepted them.
    /// </summary>
    public bool AllowAppOnlyTokens { get; init; }

    /// <summary>
    /// Gets the status code of a successful create, 201 (the default) or 200. Microsoft's documentation and Microsoft's own connector
    /// differ.
    /// </summary>
    // Wire contract 1.1 and 10 #4.
    public int CreateStatusCode { get; init; } = 201;

    /// <summary>Gets the form of <c>@odata.nextLink</c>. The default is the documented form.</summary>
    public NextLinkFormat NextLinkFormat { get; init; }

    /// <summary>
    /// Gets whether links, and the context of a single referral, contain the misspelling <c>engagments</c> as Microsoft's samples of 2018
    /// and 2019 do. The default is false, as in real records. The emulator serves no such address in either case, so a client that follows
    /// one gets a 404.
    /// </summary>
    public bool MisspelledLinks { get; init; }

    /// <summary>
    /// Gets whether <c>$orderby</c> accepts every single-valued field that can be used in <c>$filter</c>. The default is false, which
    /// accepts only the documented <c>createdDateTime</c> and <c>updatedDateTime</c>.
    /// </summary>
    public bool OrderByAnyField { get; init; }

    /// <summary>
    /// Gets whether <c>$filter</c> accepts every member of a referral, numbers and flags included, and operators in capitals, such as
    /// <c>OR</c>. The default is false, which accepts the documented members and some that are likely to work, and refuses the others with
    /// 400: nothing is known about the service there.
    /// </summary>
    public bool FilterByAnyField { get; init; }

    /// <summary>
    /// Gets whether an open referral can be closed only as in Partner Center's user interface: a new one as declined or expired, an active
    /// one as won or lost. The default is false, which accepts every transition of the API's documented table; a new referral can then be
    /// closed as won.
    /// </summary>
    // Wire contract 4.1.
    public bool EnforceUserInterfaceTransitions { get; init; }

    /// <summary>
    /// Gets whether a closed referral can still be changed, for example from Closed/Lost to Closed/Won, as the API's documented table
    /// allows. The default is false, as in Partner Center's user interface: only a won deal's registration can change.
    /// </summary>
    // Wire contract 4.1.
    public bool AllowClosedReferralChanges { get; init; }

    /// <summary>
    /// Gets whether an invitation of Microsoft needs <c>consentToShareReferralWithMicrosoftSellers</c>. The default is true, as newer
    /// documents want it. Microsoft's samples of 2019 invite without it.
    /// </summary>
    // Wire contract 5.3.
    public bool RequireSellerConsentForInvitations { get; init; } = true;

    /// <summary>
    /// Gets the form in which the API refuses a user's token without multi-factor authentication. The default is the newer form.
    /// </summary>
    public MfaErrorFormat MfaErrorFormat { get; init; }

    /// <summary>
    /// Gets the value of the header <c>isMfaCompliant</c> in the response to a request with the header <c>ValidateMfa: true</c>, if the
    /// token is accepted. The default is true. Both headers are documented for other APIs of Partner Center; that referrals have them is
    /// inferred.
    /// </summary>
    public bool ReportsMfaCompliant { get; init; } = true;

    /// <summary>
    /// Gets whether every list contains <c>@odata.count</c>. The default is true, as in Microsoft's sample. If false, a list contains it
    /// only with <c>$count=true</c>, as OData specifies.
    /// </summary>
    public bool AlwaysCount { get; init; } = true;

    /// <summary>
    /// Gets the id of the emulated Entra tenant, a GUID. The default is null, which generates one. Set it, and the other three, if programs
    /// whose settings do not change shall reach the emulator.
    /// </summary>
    public string? TenantId { get; init; }

    /// <summary>Gets the client id of the app that is registered in the tenant, a GUID. The default is null, which generates one.</summary>
    public string? ClientId { get; init; }

    /// <summary>Gets the app's client secret, in any text that is not blank. The default is null, which generates one.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>
    /// Gets the refresh token of the tenant's user that is valid when the emulator starts, in any text that is not blank. The default is
    /// null, which generates one.
    /// </summary>
    public string? RefreshToken { get; init; }

    /// <summary>
    /// Gets how long access tokens are valid. The default is one hour. MSAL renews tokens with less than five minutes left.
    /// </summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Gets whether the app is a public client, which redeems refresh tokens, authorization codes and device codes without a secret. The
    /// default is false.
    /// </summary>
    public bool PublicClient { get; init; }

    /// <summary>
    /// Gets the redirect addresses that are registered for the app. The default is null, which accepts every http address of this machine.
    /// As in Entra, a public client's address of this machine may have any port, and a confidential client's must have the registered one.
    /// Another address is refused with AADSTS50011 on a page in the browser: no redirect leads back to the program.
    /// </summary>
    public IReadOnlyList<Uri>? RedirectUris { get; init; }

    /// <summary>
    /// Gets whether a refresh token becomes invalid when it is redeemed. The default is false, as in Entra: a redemption returns a new
    /// token, and the old one stays valid.
    /// </summary>
    public bool RefreshTokensAreSingleUse { get; init; }

    /// <summary>
    /// Gets what the tokens that a user's sign-in returns prove. The default is <see cref="AccessTokenKind.Delegated"/>, which the API
    /// accepts. The other values simulate an incorrect configuration. <see cref="AccessTokenKind.AppOnly"/> is not allowed.
    /// </summary>
    public AccessTokenKind UserTokenKind { get; init; }

    /// <summary>
    /// Gets whether consent is missing for the permissions that the app requests on a user's behalf. If true, every sign-in and every
    /// redemption fails with AADSTS65001. The default is false.
    /// </summary>
    public bool ConsentIsMissing { get; init; }

    /// <summary>
    /// Gets whether a device code counts as entered as soon as it is issued. The default is false:
    /// <see cref="ReferralsEmulator.CompleteDeviceCode"/> enters it.
    /// </summary>
    public bool CompleteDeviceCodesImmediately { get; init; }

    /// <summary>
    /// Gets the certificate that is registered for the app, which must have an RSA key. The app can sign in with assertions that are signed
    /// with it (RS256 or PS256). The emulator uses only the public part and does not dispose the certificate. The default is null, which
    /// registers none. The emulator checks the times in the assertion and in the certificate against <see cref="TimeProvider"/>, while MSAL
    /// writes times of the system clock.
    /// </summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>
    /// Gets the function that simulates trust in another authority (workload identity federation). It receives a well-formed, unexpired
    /// assertion that the app did not issue itself, and returns whether the assertion authenticates the app. The default is null, which
    /// trusts no other authority. The emulator calls the function on the server's threads.
    /// </summary>
    public Func<string, bool>? ValidateFederatedAssertion { get; init; }

    /// <summary>
    /// Gets the id of the calling partner, a GUID. It is the <c>organizationId</c> of the partner's own referrals and of <c>invitedBy</c>.
    /// </summary>
    public string OrganizationId { get; init; } = "0b9d3f5a-6f0e-4c1c-9a43-5d1f0e2c7b11";

    /// <summary>Gets the name of the calling partner.</summary>
    public string OrganizationName { get; init; } = "Contoso";

    /// <summary>Gets how webhooks are registered, and how their events are signed and delivered.</summary>
    public EmulatedWebhookOptions Webhooks { get; init; } = new();

    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentOutOfRangeException.ThrowIfNegative(Port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfLessThan(PageSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ResponseDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ResponseDelay, TimeSpan.FromDays(1));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(TokenLifetime, TimeSpan.Zero);
        ArgumentException.ThrowIfNullOrWhiteSpace(OrganizationName);
        if (RedirectUris?.Any(address => address is not { IsAbsoluteUri: true }) == true)
        {
            throw new ArgumentException("RedirectUris must be absolute.", nameof(RedirectUris));
        }

        if (CreateStatusCode is not (200 or 201))
        {
            throw new ArgumentOutOfRangeException(nameof(CreateStatusCode), CreateStatusCode, "CreateStatusCode must be 200 or 201.");
        }

        if (!Enum.IsDefined(UserTokenKind) || UserTokenKind == AccessTokenKind.AppOnly)
        {
            throw new ArgumentOutOfRangeException(
                nameof(UserTokenKind), UserTokenKind, "UserTokenKind must be a defined value other than AppOnly.");
        }

        if (!Guid.TryParse(OrganizationId, out _))
        {
            throw new ArgumentException("OrganizationId must be a GUID.", nameof(OrganizationId));
        }

        CheckGuid(TenantId, nameof(TenantId));
        CheckGuid(ClientId, nameof(ClientId));
        CheckText(ClientSecret, nameof(ClientSecret));
        CheckText(RefreshToken, nameof(RefreshToken));
        ArgumentNullException.ThrowIfNull(Webhooks);
        Webhooks.Check();
    }

    // These ids are compared with those in addresses and forms, so other notations of a GUID would not be found.
    private static void CheckGuid(string? value, string name)
    {
        if (value is not null && !Guid.TryParseExact(value, "D", out _))
        {
            throw new ArgumentException($"{name} must be a GUID in the form 00000000-0000-0000-0000-000000000000.", name);
        }
    }

    private static void CheckText(string? value, string name)
    {
        if (value is not null && string.IsNullOrWhiteSpace(value))
        {
            throw new ArgumentException($"{name} must not be blank: null generates one.", name);
        }
    }
}
