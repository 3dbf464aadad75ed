using System.Reflection;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that the public surface is documented and shows only our types, the BCL and Microsoft.Extensions.</summary>
public sealed class PublicSurfaceTests
{
    private static readonly Assembly Package = typeof(ReferralsClient).Assembly;

    [Fact]
    public void No_foreign_type_is_named_anywhere()
    {
        string[] leaks = PublicSurface.Leaks(
            Package,
            "Microsoft.Extensions.Configuration.Abstractions",
            "Microsoft.Extensions.DependencyInjection.Abstractions",
            "Microsoft.Extensions.Http",
            "Microsoft.Extensions.Logging.Abstractions");

        Assert.Empty(leaks);
    }

    [Fact]
    public void Every_public_type_lives_in_the_one_namespace()
    {
        Type extension = Assert.Single(Package.GetExportedTypes(), type => type.Namespace != "PartnerCenter.Referrals");
        Assert.Equal("Microsoft.Extensions.DependencyInjection.PartnerCenterReferralsServiceCollectionExtensions", extension.FullName);
    }

    [Fact]
    public void Every_call_ends_in_options_and_a_cancellation_token_that_may_be_left_out()
    {
        Assert.All(typeof(IReferralsClient).GetMethods().Where(method => !method.IsSpecialName), method =>
        {
            Assert.EndsWith("Async", method.Name, StringComparison.Ordinal);
            ParameterInfo[] last = method.GetParameters()[^2..];
            Assert.Equal(
                [("options", typeof(ReferralCallOptions)), ("cancellationToken", typeof(CancellationToken))],
                last.Select(one => (one.Name, one.ParameterType)));
            Assert.All(last, one => Assert.True(one.HasDefaultValue, $"{method.Name}: give {one.Name} a default."));
        });
    }

    [Fact]
    public void Options_of_a_call_have_no_hidden_members_so_that_a_decorator_can_rebuild_them()
    {
        const BindingFlags hidden = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

        PropertyInfo record = Assert.Single(typeof(ReferralCallOptions).GetProperties(hidden));

        Assert.Equal("EqualityContract", record.Name);
    }

    [Fact]
    public void Everything_public_is_documented()
    {
        Assert.Empty(PublicSurface.Undocumented(Package));
    }

    [Fact]
    public void Every_exception_is_one_of_ours_and_holds_no_message_content_or_request()
    {
        string[] forbidden = ["body", "content", "header", "token", "requestmessage"];

        Assert.All(
            Package.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(Exception))),
            type =>
            {
                Assert.True(type.IsAssignableTo(typeof(ReferralsException)), $"{type.Name}: derive it from ReferralsException.");
                Assert.DoesNotContain(type.GetProperties(), property =>
                    forbidden.Any(word => property.Name.Contains(word, StringComparison.OrdinalIgnoreCase)));
            });
    }
}
