using System.Security.Cryptography.X509Certificates;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// How a <see cref="ReferralsEmulator"/> behaves, above all where the sources leave a question open (wire contract 10). Read once, when the
/// emulator starts.
/// </summary>
public sealed class ReferralsEmulatorOptions
{
    /// <summary>The port on 127.0.0.1; 0, the default, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The clock for dates, eTags, token lifetimes and the 14 days of an invitation; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How many referrals one page of a list holds at most; 100 as documented (one user saw 50).</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>
    /// How long each answer of the referrals API is held back, refusals included, as if the service were far away; zero by default, a day
    /// at most, on <see cref="TimeProvider"/>'s clock. The token endpoints answer at once. What was asked has taken effect and is
    /// recorded before the wait, so a client that gives up meanwhile leaves it done.
    /// </summary>
    public TimeSpan ResponseDelay { get; init; }

    /// <summary>Whether tokens of an app without a user are taken: false as the service is today, true as it was in 2018.</summary>
    public bool AllowAppOnlyTokens { get; init; }

    /// <summary>The status of a successful create: 201, the default, or 200. The sources show both.</summary>
    public int CreateStatusCode { get; init; } = 201;

    /// <summary>The form of <c>@odata.nextLink</c>; as documented by default.</summary>
    public NextLinkFormat NextLinkFormat { get; init; }

    /// <summary>
    /// Whether links and the context of a single referral spell <c>engagments</c>, as samples of 2018 and 2019 do. False by default, as
    /// real records have it. No such address is served either way, so that whoever follows one finds out.
    /// </summary>
    public bool MisspelledLinks { get; init; }

    /// <summary>
    /// Whether <c>$orderby</c> takes every single-valued field that can be filtered by. False by default: only the documented
    /// <c>createdDateTime</c> and <c>updatedDateTime</c>.
    /// </summary>
    public bool OrderByAnyField { get; init; }

    /// <summary>The form in which a user's token without multi-factor authentication is refused; the newer one by default.</summary>
    public MfaErrorFormat MfaErrorFormat { get; init; }

    /// <summary>
    /// Whether a list carries <c>@odata.count</c> without being asked, as Microsoft's sample shows (the default). If false, only with
    /// <c>$count=true</c>, as OData has it.
    /// </summary>
    public bool AlwaysCount { get; init; } = true;

    /// <summary>How long access tokens live; one hour by default. MSAL renews tokens with less than five minutes left.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Whether the app is a public client: refresh tokens, authorization codes and device codes are redeemed without a secret. False by
    /// default.
    /// </summary>
    public bool PublicClient { get; init; }

    /// <summary>
    /// Whether a refresh token dies when it is used. False by default, as Entra has it: it hands out a new one, and the old one goes on
    /// working.
    /// </summary>
    public bool RefreshTokensAreSingleUse { get; init; }

    /// <summary>
    /// What the user's tokens prove that come of a sign-in; <see cref="AccessTokenKind.Delegated"/>, which works, by default. The others
    /// play a set-up that is broken.
    /// </summary>
    public AccessTokenKind UserTokenKind { get; init; }

    /// <summary>
    /// Whether nobody has consented to what the app asks for in a user's name: every sign-in and every redemption is then answered with
    /// AADSTS65001. False by default.
    /// </summary>
    public bool ConsentIsMissing { get; init; }

    /// <summary>
    /// Whether a device code counts as entered as soon as it is handed out. False by default:
    /// <see cref="ReferralsEmulator.CompleteDeviceCode"/> enters it.
    /// </summary>
    public bool CompleteDeviceCodesImmediately { get; init; }

    /// <summary>
    /// The certificate registered for the app, with an RSA key: the app may sign in by assertions signed with it (RS256 or PS256). Only its
    /// public part is used; it is not disposed of. None by default. Times in the assertion, and the certificate's, are checked by
    /// <see cref="TimeProvider"/>, while MSAL writes those of the system's clock.
    /// </summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>
    /// Plays the trust in another authority (workload identity federation): gets a well-formed, unexpired assertion that the app did not
    /// issue itself, and says whether it stands for the app. Null, the default, trusts none. Called on the server's threads.
    /// </summary>
    public Func<string, bool>? ValidateFederatedAssertion { get; init; }

    /// <summary>The GUID of the partner that calls: <c>organizationId</c> of its own referrals, and who invites.</summary>
    public string OrganizationId { get; init; } = "0b9d3f5a-6f0e-4c1c-9a43-5d1f0e2c7b11";

    /// <summary>The name of the partner that calls.</summary>
    public string OrganizationName { get; init; } = "Contoso";

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
        if (CreateStatusCode is not (200 or 201))
        {
            throw new ArgumentOutOfRangeException(nameof(CreateStatusCode), CreateStatusCode, "A create answers 200 or 201.");
        }

        if (!Enum.IsDefined(UserTokenKind) || UserTokenKind == AccessTokenKind.AppOnly)
        {
            throw new ArgumentOutOfRangeException(nameof(UserTokenKind), UserTokenKind, "A sign-in gives the token of a user.");
        }

        if (!Guid.TryParse(OrganizationId, out _))
        {
            throw new ArgumentException("The id of an organization is a GUID.", nameof(OrganizationId));
        }
    }
}
