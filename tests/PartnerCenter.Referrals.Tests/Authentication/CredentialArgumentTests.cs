using static PartnerCenter.Referrals.Tests.MockedEntra;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that unusable arguments are refused when a credential is created, not at the first call.</summary>
public sealed class CredentialArgumentTests
{
    [Fact]
    public void Bad_arguments_are_refused_by_name_and_rule()
    {
        Assert.Contains(
            "contoso.onmicrosoft.com",
            Assert.Throws<ArgumentException>("tenantId", () => ReferralsCredential.FromClientSecret("-a", "c", "s")).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("tenantId", () => ReferralsCredential.FromClientSecret("a b", "c", "s"));
        Assert.Throws<ArgumentNullException>("tenantId", () => ReferralsCredential.FromClientSecret(null!, "c", "s"));
        Assert.Throws<ArgumentNullException>("refreshToken", () => ReferralsCredential.FromRefreshToken(Tenant, "c", null, (string)null!));
        Assert.Throws<ArgumentException>("clientId", () => ReferralsCredential.FromClientSecret(Tenant, " ", "s"));
        foreach (Uri host in (Uri[])[new("http://login.example.com"), new("/relative", UriKind.Relative)])
        {
            ArgumentException refusal = Assert.Throws<ArgumentException>(
                "options",
                () => ReferralsCredential.FromClientSecret(Tenant, "c", "s", new ReferralsCredentialOptions { AuthorityHost = host }));
            Assert.Contains("an absolute https address", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentNullException>("prompt", () => ReferralsCredential.FromDeviceCode(Tenant, "c", null!));
        Assert.Throws<ArgumentException>("clientSecret", () => ReferralsCredential.FromUserAssertion(Tenant, "c", " ", _ => new("a")));
        Assert.Throws<ArgumentNullException>("userAssertion", () => ReferralsCredential.FromUserAssertion(Tenant, "c", "s", null!));
        Assert.Throws<ArgumentNullException>("certificate", () => ReferralsCredential.FromCertificate(Tenant, "c", null!));
        Assert.Throws<ArgumentNullException>("clientAssertion", () => ReferralsCredential.FromAssertion(Tenant, "c", null!));
        Assert.Throws<ArgumentNullException>("provider", () => ReferralsCredential.FromTokenProvider(null!));
        Assert.Throws<ArgumentException>("clientSecret", () => ReferralsCredential.FromRefreshToken(Tenant, "c", " ", "refresh-token"));
        Assert.Throws<ArgumentException>("clientSecret", () => ReferralsCredential.FromClientSecret(Tenant, "c", " "));
        ArgumentException blank = Assert.Throws<ArgumentException>(
            "refreshToken", () => ReferralsCredential.FromRefreshToken(Tenant, "c", null, "a b"));
        Assert.Contains("visible ASCII characters without spaces", blank.Message, StringComparison.Ordinal);
        ArgumentException token = Assert.Throws<ArgumentException>(
            "token", () => new ReferralsAccessToken("Bearer a", DateTimeOffset.MaxValue));
        Assert.Contains("pass the token alone", token.Message, StringComparison.Ordinal);
        Assert.Equal(
            "ReferralsAccessToken until 1970-01-01 00:00:00Z", new ReferralsAccessToken("secret", DateTimeOffset.UnixEpoch).ToString());
    }

    [Theory]
    [InlineData("https://ada:planted@login.contoso.example.com", "no query, fragment or user name")]
    [InlineData("https://planted@login.contoso.example.com", "no query, fragment or user name")]
    [InlineData("https://login.contoso.example.com?planted=1", "no query, fragment or user name")]
    [InlineData("https://login.contoso.example.com/#planted", "no query, fragment or user name")]
    [InlineData("https://login.contoso.example.com/planted", "no path")]
    [InlineData("http://login.contoso.example.com", "an absolute https address")]
    [InlineData("http://loopback", "an absolute https address")]
    [InlineData("http://contoso.localhost", "an absolute https address")]
    [InlineData("http://128.0.0.1", "an absolute https address")]
    [InlineData("http://[::2]", "an absolute https address")]
    [InlineData("http://planted@localhost", "no query, fragment or user name")]
    [InlineData("http://localhost/planted", "no path")]
    [InlineData("file:///planted", "an absolute https address")]
    public void An_authority_host_is_https_or_loopback_and_nothing_else(string host, string rule)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            "options",
            () => ReferralsCredential.FromRefreshToken(
                Tenant, "c", null, "initial", new ReferralsCredentialOptions { AuthorityHost = new Uri(host) }));

        Assert.StartsWith("AuthorityHost must ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(rule, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("common")]
    [InlineData("Organizations")]
    [InlineData("CONSUMERS")]
    public void A_name_that_any_tenant_can_sign_in_under_is_no_tenant_id(string tenant)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            "tenantId", () => ReferralsCredential.FromClientSecret(tenant, "c", "s"));

        Assert.StartsWith(
            "The tenant id must be that of the partner, a GUID or a domain: it is the name of no tenant.", refusal.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000", "https://127.0.0.1:5000/t/page?state=a", "http://127.0.0.1:5000/t/page?state=a")]
    [InlineData("https://contoso.example.com", "https://contoso.example.com/t/page?b=c", "https://contoso.example.com/t/page?b=c")]
    public void A_browser_reaches_the_sign_in_page_at_the_address_that_is_set(string host, string ofMsal, string reachable)
    {
        EntraApplication application = new(Tenant, "client", new ReferralsCredentialOptions { AuthorityHost = new Uri(host) });

        Assert.Equal(reachable, application.Reachable(new Uri(ofMsal)).AbsoluteUri);
    }

    [Fact]
    public void An_authority_host_must_not_be_null() => Assert.Throws<ArgumentException>(
        "options",
        () => ReferralsCredential.FromRefreshToken(
            Tenant, "c", null, "initial", new ReferralsCredentialOptions { AuthorityHost = null! }));
}
