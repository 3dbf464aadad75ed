using System.Reflection;
using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests the public surface of the package that receives webhooks.</summary>
public sealed class AspNetCoreSurfaceTests
{
    private static readonly Assembly Package = typeof(ReferralsWebhookOptions).Assembly;

    [Fact]
    public void The_receiver_exposes_only_the_client_and_abstractions_of_Microsoft()
    {
        string[] leaks = PublicSurface.Leaks(
            Package,
            "PartnerCenter.Referrals",
            "Microsoft.AspNetCore.Http.Abstractions",
            "Microsoft.AspNetCore.Routing",
            "Microsoft.Extensions.Configuration.Abstractions",
            "Microsoft.Extensions.DependencyInjection.Abstractions");

        Assert.Empty(leaks);
        // Without the allowance, the check reports the route builder.
        Assert.Contains(PublicSurface.Leaks(Package), leak => leak.Contains("IEndpointRouteBuilder", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_member_of_the_receiver_is_documented() => Assert.Empty(PublicSurface.Undocumented(Package));

    [Fact]
    public void Each_log_line_of_the_receiver_is_in_its_page_and_no_other()
    {
        // The client has a type of the same name.
        string[] lines =
        [
            .. Package.GetType("PartnerCenter.Referrals.Log")!.GetMethods()
                .Select(method => (method.Name, Message: method.GetCustomAttribute<LoggerMessageAttribute>()!))
                .Where(line => line.Message is not null)
                .Select(line => $"| {line.Message.EventId} | `{line.Name}` | {line.Message.Level} | `{line.Message.Message}` |"),
        ];

        string page = Readme.ReadmeText.Pages["docs/webhooks.md"];

        Assert.Equal(lines.Order(), page.Split('\n').Where(IsLogLine).Order());
    }

    // As "| 101 | `Accepted` | Debug | …".
    private static bool IsLogLine(string row) =>
        row.StartsWith("| 1", StringComparison.Ordinal) && row.AsSpan(5).StartsWith(" | `", StringComparison.Ordinal);
}
