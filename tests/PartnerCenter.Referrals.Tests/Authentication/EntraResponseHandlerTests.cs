using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests which responses of Entra reach MSAL, and in which form.</summary>
public sealed class EntraResponseHandlerTests
{
    private const string TokenUrl = $"https://login.microsoftonline.com/{MockedEntra.Tenant}/oauth2/v2.0/token";

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, """{"error":"invalid_client"}""")]
    [InlineData(HttpStatusCode.OK, """{"access_token":"token"}""")]
    public async Task A_Retry_After_reaches_MSAL_under_another_name_only(HttpStatusCode status, string body)
    {
        using HttpResponseMessage response = await SendAsync(MockedService.Response(
            status, new StringContent(body), ("Retry-After", "30"), (EntraResponseHandler.RenamedHeader, "7")));

        Assert.False(response.Headers.Contains("Retry-After"));
        Assert.Equal(["30"], response.Headers.GetValues(EntraResponseHandler.RenamedHeader));
    }

    [Fact]
    public async Task A_response_without_a_Retry_After_gets_none()
    {
        using HttpResponseMessage response = await SendAsync(
            MockedService.Response(HttpStatusCode.BadRequest, new StringContent("""{"error":"invalid_client"}""")));

        Assert.Empty(response.Headers);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, "busy")]
    [InlineData(HttpStatusCode.BadRequest, """{"error":"invalid_grant"}""")]
    [InlineData(HttpStatusCode.OK, "{}")]
    public async Task A_response_that_MSAL_does_not_get_is_disposed(HttpStatusCode status, string body)
    {
        WatchedContent content = new(body);

        Assert.NotNull(await Record.ExceptionAsync(() => SendAsync(MockedService.Response(status, content))));

        Assert.True(content.IsDisposed);
    }

    [Fact]
    public async Task A_response_that_MSAL_gets_can_be_read()
    {
        WatchedContent content = new("""{"access_token":"token"}""");

        using HttpResponseMessage response = await SendAsync(MockedService.Response(HttpStatusCode.OK, content));

        Assert.False(content.IsDisposed);
        Assert.Equal(
            """{"access_token":"token"}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpResponseMessage response)
    {
        using EntraResponseHandler handler = new(new FakeTimeProvider(), new Answering(response));
        using HttpMessageInvoker msal = new(handler, disposeHandler: false);
        using HttpRequestMessage request = new(HttpMethod.Post, TokenUrl);
        return await msal.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private sealed class Answering(HttpResponseMessage response) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(response);
    }

    private sealed class WatchedContent(string body) : ByteArrayContent(Encoding.UTF8.GetBytes(body))
    {
        public bool IsDisposed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
