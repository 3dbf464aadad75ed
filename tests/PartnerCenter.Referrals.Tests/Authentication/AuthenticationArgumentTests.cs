using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using static PartnerCenter.Referrals.Tests.MockedEntra;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that what a caller creates for a sign-in refuses unusable arguments by name and rule.</summary>
public sealed class AuthenticationArgumentTests
{
    [Fact]
    public void A_device_code_needs_its_code_its_page_and_its_message()
    {
        Uri page = new("https://microsoft.example.com/devicelogin");

        Assert.Throws<ArgumentNullException>("userCode", () => new ReferralsDeviceCode(null!, page, "m", DateTimeOffset.UnixEpoch));
        Assert.Throws<ArgumentNullException>("verificationUri", () => new ReferralsDeviceCode("c", null!, "m", DateTimeOffset.UnixEpoch));
        Assert.Throws<ArgumentNullException>("message", () => new ReferralsDeviceCode("c", page, null!, DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public void A_token_request_needs_a_scope()
    {
        Assert.Throws<ArgumentNullException>("scope", () => new ReferralsTokenRequest(null!));
        Assert.Throws<ArgumentException>("scope", () => new ReferralsTokenRequest(""));
        Assert.Throws<ArgumentException>("scope", () => new ReferralsTokenRequest(" "));
    }

    [Fact]
    public void A_missing_access_token_is_not_called_malformed()
    {
        Assert.Throws<ArgumentNullException>("token", () => new ReferralsAccessToken(null!, DateTimeOffset.MaxValue));
        ArgumentException empty = Assert.Throws<ArgumentException>("token", () => new ReferralsAccessToken(" ", DateTimeOffset.MaxValue));
        Assert.DoesNotContain("bearer", empty.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refresh_token_next_to_a_client_authentication_is_checked()
    {
        ReferralsClientAuthentication secret = ReferralsClientAuthentication.FromSecret("s");

        Assert.Throws<ArgumentNullException>(
            "refreshToken", () => ReferralsCredential.FromRefreshToken(Tenant, "c", secret, (string)null!));
        ArgumentException malformed = Assert.Throws<ArgumentException>(
            "refreshToken", () => ReferralsCredential.FromRefreshToken(Tenant, "c", secret, "planted one"));
        Assert.StartsWith(
            "A refresh token consists of visible ASCII characters without spaces.", malformed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", malformed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_authentication_shows_its_kind_and_no_secret()
    {
        using RSA key = RSA.Create(2048);
        using X509Certificate2 certificate = new CertificateRequest(
            "CN=planted.example.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(
                DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));

        Assert.Equal("ReferralsClientAuthentication secret", $"{ReferralsClientAuthentication.FromSecret("planted")}");
        Assert.Equal("ReferralsClientAuthentication certificate", $"{ReferralsClientAuthentication.FromCertificate(certificate)}");
        Assert.Equal("ReferralsClientAuthentication assertion", $"{ReferralsClientAuthentication.FromAssertion(_ => new("planted"))}");
    }

    [Fact]
    public void A_sign_in_may_take_a_day_and_no_longer()
    {
        TimeSpan day = TimeSpan.FromDays(1);

        new ReferralsSignInOptions { Timeout = day }.Validate("options");

        foreach (TimeSpan timeout in (TimeSpan[])[day + TimeSpan.FromTicks(1), TimeSpan.Zero, -day])
        {
            ArgumentException refusal = Assert.Throws<ArgumentException>(
                "options", () => new ReferralsSignInOptions { Timeout = timeout }.Validate("options"));
            Assert.StartsWith("Timeout must be more than 0, and at most one day.", refusal.Message, StringComparison.Ordinal);
        }
    }
}
