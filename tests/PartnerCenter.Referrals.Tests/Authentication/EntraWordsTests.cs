using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using static PartnerCenter.Referrals.Tests.MockedEntra;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that Entra's own words are there for callers that ask, and nowhere else, for each kind of sign-in.</summary>
public sealed class EntraWordsTests : IDisposable
{
    private const string Words = $"AADSTS50034: The user {PlantedText.Mail} does not exist.\r\nTrace ID: planted";
    private const string Expected = $"AADSTS50034: The user {PlantedText.Mail} does not exist.  Trace ID: planted";

    private readonly MockedEntra _entra = new();
    private readonly MockedService _service = new();

    public static TheoryData<string, string, HttpStatusCode> Refusals
    {
        get
        {
            TheoryData<string, string, HttpStatusCode> data = [];
            foreach (string kind in (string[])["secret", "refresh", "public refresh", "device", "user", "browser"])
            {
                data.Add(kind, "invalid_client", HttpStatusCode.Unauthorized);
                data.Add(kind, "invalid_grant", HttpStatusCode.BadRequest);
                data.Add(kind, "temporarily_unavailable", HttpStatusCode.ServiceUnavailable);
            }

            return data;
        }
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ReferralsCredentialOptions Options => new() { HttpMessageHandler = _entra };

    public void Dispose()
    {
        _service.Dispose();
        _entra.Dispose();
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refused_token_request_has_Entras_words_and_no_text_repeats_them(string kind, string error, HttpStatusCode status)
    {
        if (kind == "device")
        {
            _entra.GivesDeviceCode();
        }

        Refuses(error, Words, status);

        await RequireWordsAsync(Credential(kind), Expected);
    }

    [Fact]
    public async Task A_sign_in_page_that_refuses_has_Entras_words_and_no_text_repeats_them() => await RequireWordsAsync(
        ReferralsCredential.FromBrowser(
            Tenant, $"{Guid.NewGuid()}", address => Browser.RefuseAsync(address, "access_denied", Words, Cancellation), Options),
        Expected);

    [Fact]
    public async Task A_sign_in_to_a_store_has_Entras_words()
    {
        Refuses("invalid_client", Words, HttpStatusCode.Unauthorized);

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => ReferralsSignIn.WithBrowserAsync(
                Tenant, $"{Guid.NewGuid()}", ReferralsClientAuthentication.FromSecret("s"),
                new CallbackRefreshTokenStore(_ => new((string?)null), (_, _) => default),
                new() { CredentialOptions = Options, OpenBrowser = address => Browser.RedirectAsync(address, Cancellation) },
                Cancellation));

        RequireOnlyWords(failure, Expected);
    }

    [Fact]
    public async Task A_diagnosis_has_nothing_of_Entras_words()
    {
        Refuses("invalid_client", Words, HttpStatusCode.Unauthorized);

        ReferralsDiagnosis diagnosis = await _service.Client(options => options.Credential = Credential("secret"))
            .DiagnoseAsync(cancellationToken: Cancellation);

        Assert.Contains("AADSTS50034", diagnosis.ToString(), StringComparison.Ordinal);
        PlantedText.RequireAbsent(diagnosis.ToString());
    }

    [Theory]
    [InlineData("""{ "error": "invalid_client" }""", "invalid_client")]
    [InlineData("""{ "error": "invalid_client", "error_description": 5 }""", "invalid_client")]
    [InlineData("""{ "error": "invalid_grant", "error_description": "\ud800" }""", "invalid_grant")]
    [InlineData("""{ "error": "invalid_grant", "error_description": " \u202e\r\n" }""", "invalid_grant")]
    [InlineData("<html>planted</html>", null)]
    public async Task A_refusal_without_words_has_none_and_keeps_its_code(string body, string? code)
    {
        _entra.RespondsWith(body, status: HttpStatusCode.BadRequest);

        ReferralsAuthenticationException failure = await RefusedAsync(Credential("public refresh"), logger: null);

        Assert.Null(failure.GetServiceMessage());
        Assert.True(code is null || failure.EntraErrorCode == code, failure.EntraErrorCode);
    }

    [Fact]
    public async Task A_refusal_of_any_depth_keeps_its_code_and_its_words()
    {
        string deep = new string('[', 100) + new string(']', 100);
        _entra.RespondsWith(
            $$"""{ "deep": {{deep}}, "error": "invalid_grant", "error_description": "AADSTS50034: Deep." }""",
            status: HttpStatusCode.BadRequest);

        ReferralsAuthenticationException failure = await RefusedAsync(Credential("refresh"), logger: null);

        Assert.Equal(("AADSTS50034", "AADSTS50034: Deep."), (failure.EntraErrorCode, failure.GetServiceMessage()));
    }

    private ReferralsCredential Credential(string kind)
    {
        string client = $"{Guid.NewGuid()}";
        return kind switch
        {
            "secret" => ReferralsCredential.FromClientSecret(Tenant, client, "s", Options),
            "refresh" => ReferralsCredential.FromRefreshToken(Tenant, client, "s", "initial", Options),
            "public refresh" => ReferralsCredential.FromRefreshToken(Tenant, client, null, "initial", Options),
            "device" => ReferralsCredential.FromDeviceCode(Tenant, client, (_, _) => Task.CompletedTask, Options),
            "browser" => ReferralsCredential.FromBrowser(Tenant, client, address => Browser.RedirectAsync(address, Cancellation), Options),
            _ => ReferralsCredential.FromUserAssertion(Tenant, client, "s", _ => new("user-token"), Options),
        };
    }

    private void Refuses(string error, string description, HttpStatusCode status) => _entra.RespondsWith(
        new JsonObject { ["error"] = error, ["error_description"] = description }.ToJsonString(), status: status);

    private async Task RequireWordsAsync(ReferralsCredential credential, string words)
    {
        Uri endpoint = new($"https://{Guid.NewGuid()}.example.com/r");
        using PlantedText planted = new(endpoint);

        ReferralsAuthenticationException failure = await RefusedAsync(credential, planted, endpoint);

        RequireOnlyWords(failure, words);
        planted.RequireSilence();
    }

    private static void RequireOnlyWords(ReferralsAuthenticationException failure, string words)
    {
        Assert.Equal(words, failure.GetServiceMessage());
        PlantedText.RequireAbsent(failure);
        Assert.All(
            failure.GetType().GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance),
            property => PlantedText.RequireAbsent($"{property.GetValue(failure)}"));
    }

    private async Task<ReferralsAuthenticationException> RefusedAsync(
        ReferralsCredential credential, PlantedText? logger, Uri? endpoint = null)
    {
        ReferralsClient client = _service.Client(options =>
        {
            options.Endpoint = endpoint ?? options.Endpoint;
            options.Credential = credential;
            options.MaxAttempts = 1;
            options.LoggerFactory = logger;
        });
        return await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));
    }
}
