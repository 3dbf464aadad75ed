using System.Net.Http.Headers;
using System.Text;

namespace PartnerCenter.Referrals.Tests.Webhooks;

/// <summary>Tests the forms of signed requests that are verified, and how their events are read.</summary>
public sealed class SignedEventTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Forms => [.. AcceptedForms.Keys];

    private static Dictionary<string, Action<Dictionary<string, IEnumerable<string>>>> AcceptedForms { get; } = new()
    {
        ["Authorization"] = _ => { },
        ["x-ms-signature"] = headers => Move(headers, "x-ms-signature", value => value),
        ["x-ms-signature without the scheme"] = headers => Move(headers, "X-MS-Signature", value => value["Signature ".Length..]),
        ["x-ms-signature next to a bearer token"] = headers =>
        {
            Move(headers, "x-ms-signature", value => value);
            headers["Authorization"] = ["Bearer abcd"];
        },
        ["scheme in other capitals"] = headers => Move(
            headers, "AUTHORIZATION", value => value.Replace("Signature", "SIGNATURE", StringComparison.Ordinal)),
        ["names in small letters"] = headers =>
        {
            Move(headers, "authorization", value => value);
            Rename(headers, "X-MS-Certificate-Url", "x-ms-certificate-url");
            Rename(headers, "X-MS-Signature-Algorithm", "x-ms-signature-algorithm");
        },
        ["algorithm in capitals"] = headers => headers["X-MS-Signature-Algorithm"] = ["RSA-SHA256"],
        ["host in capitals"] = headers => headers["X-MS-Certificate-Url"] =
            [WebhookSigner.Address.Replace("3psostorageacct.blob", "3PSOstorageacct.BLOB", StringComparison.Ordinal)],
        ["blanks around values"] = headers =>
        {
            Move(headers, "Authorization", value => " " + value.Replace(" ", "  ", StringComparison.Ordinal) + "\t");
            headers["X-MS-Certificate-Url"] = [" " + WebhookSigner.Address + " "];
            headers["X-MS-Signature-Algorithm"] = [" rsa-sha256 "];
        },
        ["file name with a harmless escape"] = headers => headers["X-MS-Certificate-Url"] =
            ["https://3psostorageacct.blob.core.windows.net/cert/a%20b.CER"],
    };

    [Theory, MemberData(nameof(Forms))]
    public async Task A_form_that_partner_center_or_a_gateway_sends_is_verified(string form)
    {
        using WebhookReceiver receiver = new();
        Dictionary<string, IEnumerable<string>> headers = receiver.Signer.Headers(WebhookReceiver.Body);
        AcceptedForms[form](headers);

        ReferralWebhookEvent verified = await receiver.Verifier.VerifyAsync(WebhookReceiver.Body, headers, Cancellation);

        Assert.Equal(ReferralWebhookEventName.ReferralUpdated, verified.Name);
    }

    [Fact]
    public async Task Headers_of_an_HTTP_message_are_passed_as_they_are()
    {
        using WebhookReceiver receiver = new();
        using HttpRequestMessage message = new();
        foreach ((string name, IEnumerable<string> values) in receiver.Signer.Headers(WebhookReceiver.Body))
        {
            message.Headers.TryAddWithoutValidation(name, values);
        }

        HttpHeaders headers = message.Headers;

        Assert.False((await receiver.Verifier.VerifyAsync(WebhookReceiver.Body, headers, Cancellation)).IsTest);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_certificate_is_read_as_DER_and_as_PEM(bool isPem)
    {
        using WebhookReceiver receiver = new();
        byte[] file = isPem ? [.. "\uFEFF"u8, .. Encoding.UTF8.GetBytes(receiver.Signer.Pem + "\r\n\r\n")] : receiver.Signer.Der;
        receiver.Host.Answer = (_, _) => Task.FromResult(CertificateHost.File(file));

        Assert.NotNull(await receiver.VerifyAsync());
    }

    [Fact]
    public async Task A_root_of_Microsoft_satisfies_the_option_that_requires_it()
    {
        using WebhookReceiver receiver = new(options => options.RequireMicrosoftRoot = true);

        Assert.NotNull(await receiver.VerifyAsync());
    }

    [Fact]
    public async Task The_documented_sample_is_verified_byte_for_byte()
    {
        byte[] body = WebhookReceiver.Json(
            "{'EventName':'test-created','ResourceUri':'http://localhost:16722/v1/webhooks/registration/test',"
            + "'ResourceName':'test','AuditUri':null,'ResourceChangeUtcDate':'2017-11-16T16:19:06.3520276+00:00'}");
        using WebhookReceiver receiver = new();

        ReferralWebhookEvent verified = await receiver.Verifier.VerifyAsync(body, receiver.Signer.Headers(body), Cancellation);

        Assert.Equal(195, body.Length);
        Assert.Equal(
            new ReferralWebhookEvent
            {
                Name = ReferralWebhookEventName.TestCreated,
                ResourceName = "test",
                ChangedDateTime = new DateTimeOffset(2017, 11, 16, 16, 19, 6, TimeSpan.Zero).AddTicks(3520276),
            },
            verified);
        Assert.True(verified.IsTest);
        for (int i = 0; i < body.Length; i++)
        {
            byte[] changed = [.. body];
            changed[i] ^= 1;
            ReferralWebhookException refusal = await Assert.ThrowsAsync<ReferralWebhookException>(
                () => receiver.Verifier.VerifyAsync(changed, receiver.Signer.Headers(body), Cancellation));
            Assert.Equal(ReferralWebhookCheck.Signature, refusal.FailedCheck);
        }
    }

    [Theory]
    [InlineData("{'eventName':'referral-created','resourceUri':'https://a.example/r/ID','resourceName':'Referral','auditUri':'urn:a',"
        + "'resourceChangeUtcDate':'2030-01-01T02:00:00+02:00','more':{'a':[1]}}", "urn:a")]
    [InlineData("{'ResourceChangeUtcDate':'2030-01-01T00:00:00','AuditUrl':'urn:a','RESOURCENAME':'referral','ResourceUri':'/r/ID/',"
        + "'eventname':'referral-created'}", "urn:a")]
    [InlineData("{'EventName':'referral-created','ResourceUri':'ID?a=/b#c/d','ResourceName':'related-referral',"
        + "'ResourceChangeUtcDate':'2030-01-01T00:00:00Z'}", null)]
    public async Task Members_are_read_in_any_capitals_and_order(string body, string? auditUri)
    {
        ReferralWebhookEvent read = await ReadAsync(body.Replace("ID", WebhookReceiver.ReferralId, StringComparison.Ordinal));

        Assert.Equal(ReferralWebhookEventName.ReferralCreated, read.Name);
        Assert.Equal(WebhookReceiver.ReferralId, read.ReferralId);
        Assert.Equal(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), read.ChangedDateTime);
        Assert.Equal(TimeSpan.Zero, read.ChangedDateTime.Offset);
        Assert.Equal(auditUri, read.AuditUri);
        Assert.Equal($"ReferralWebhookEvent referral-created {WebhookReceiver.ReferralId}", read.ToString());
    }

    [Fact]
    public async Task An_event_about_something_else_has_no_referral_id()
    {
        ReferralWebhookEvent read = await ReadAsync(
            "{'EventName':'subscription-updated','ResourceName':'subscription','ResourceChangeUtcDate':'2030-01-01T00:00:00Z'}");

        Assert.Null(read.ReferralId);
        Assert.Equal("subscription", read.ResourceName);
        Assert.False(read.Name.IsKnown);
    }

    [Fact]
    public void An_event_in_a_text_shows_no_text_that_could_forge_a_line()
    {
        ReferralWebhookEvent made = new()
        {
            Name = ReferralWebhookEventName.Parse("planted\nline"),
            ReferralId = "planted\nline",
            ResourceName = "planted",
            AuditUri = "planted",
            ChangedDateTime = new DateTimeOffset(2030, 1, 1, 2, 0, 0, TimeSpan.FromHours(2)),
        };

        Assert.Equal("ReferralWebhookEvent ReferralWebhookEventName", made.ToString());
        Assert.Equal(TimeSpan.Zero, made.ChangedDateTime.Offset);
    }

    private static async Task<ReferralWebhookEvent> ReadAsync(string body)
    {
        using WebhookReceiver receiver = new();
        byte[] bytes = WebhookReceiver.Json(body);
        return await receiver.Verifier.VerifyAsync(bytes, receiver.Signer.Headers(bytes), Cancellation);
    }

    private static void Move(Dictionary<string, IEnumerable<string>> headers, string name, Func<string, string> change)
    {
        string value = headers["Authorization"].Single();
        headers.Remove("Authorization");
        headers[name] = [change(value)];
    }

    private static void Rename(Dictionary<string, IEnumerable<string>> headers, string name, string newName)
    {
        headers[newName] = headers[name];
        headers.Remove(name);
    }
}
