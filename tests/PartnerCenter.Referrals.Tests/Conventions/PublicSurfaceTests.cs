using System.Reflection;
using System.Xml.Linq;

namespace PartnerCenter.Referrals.Tests;

/// <summary>What users see: only our own types, the BCL and Microsoft.Extensions abstractions, all of it documented.</summary>
public sealed class PublicSurfaceTests
{
    private static readonly Assembly Package = typeof(ReferralsClient).Assembly;

    private static readonly BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void No_foreign_type_is_named_anywhere()
    {
        string[] allowed =
        [
            Package.GetName().Name!, "System.", "Microsoft.Extensions.Configuration.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions",
            "Microsoft.Extensions.Http", "Microsoft.Extensions.Logging.Abstractions",
        ];

        string[] leaks =
        [
            .. Package.GetExportedTypes().SelectMany(type => Named(type).Select(named => (type, named)))
                .SelectMany(pair => Parts(pair.named).Select(part => (pair.type, part)))
                .Where(pair => !allowed.Any(name => pair.part.Assembly.GetName().Name!.StartsWith(name, StringComparison.Ordinal)))
                .Select(pair => $"{pair.type} names {pair.part} of {pair.part.Assembly.GetName().Name}").Distinct(),
        ];

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
        Assert.All(typeof(IReferralsClient).GetMethods(), method =>
        {
            Assert.EndsWith("Async", method.Name, StringComparison.Ordinal);
            ParameterInfo[] last = method.GetParameters()[^2..];
            Assert.Equal([("options", typeof(ReferralCallOptions)), ("cancellationToken", typeof(CancellationToken))], last.Select(one => (one.Name, one.ParameterType)));
            Assert.All(last, one => Assert.True(one.HasDefaultValue, $"{method.Name}: give {one.Name} a default."));
        });
    }

    [Fact]
    public void Everything_public_is_documented()
    {
        HashSet<string> documented =
        [
            .. XDocument.Load(Path.ChangeExtension(Package.Location, ".xml")).Descendants("member")
                .Where(member => member.Elements().Any())
                .Select(member => member.Attribute("name")!.Value),
        ];

        // Overloads and inherited text are the compiler's business (CS1591 is an error); this finds a documentation file that is not shipped.
        Assert.All(Package.GetExportedTypes(), type => Assert.Contains("T:" + type.FullName!.Replace('+', '.'), documented));
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

    private static IEnumerable<Type> Named(Type type) =>
    [
        .. type.BaseType is null ? Array.Empty<Type>() : [type.BaseType],
        .. type.GetInterfaces(),
        .. type.GetConstructors(Declared).Where(IsVisible).SelectMany(member => member.GetParameters()).Select(parameter => parameter.ParameterType),
        .. type.GetMethods(Declared).Where(IsVisible).SelectMany(member => member.GetParameters().Select(parameter => parameter.ParameterType).Append(member.ReturnType)),
        .. type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly).Select(field => field.FieldType),
        .. type.GetCustomAttributesData().Select(attribute => attribute.AttributeType).Where(attribute => attribute.IsPublic),
    ];

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        // Not deeper: a constraint may name its own parameter.
        : type.IsGenericParameter ? type.GetGenericParameterConstraints().Select(one => one.IsGenericType ? one.GetGenericTypeDefinition() : one)
        : [type];
}
