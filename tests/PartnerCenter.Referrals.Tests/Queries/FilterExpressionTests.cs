using System.Globalization;
using System.Net;
using System.Reflection;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests filters from interpolated strings: what is sent for each type of value, and what is refused.</summary>
public sealed class FilterExpressionTests
{
    public static TheoryData<ReferralFilter, string> Filters => new()
    {
        { ReferralFilter.From($"status eq 'New'"), "status eq 'New'" },
        { ReferralFilter.From($"externalReferenceId eq {"CRM-4711"}"), "externalReferenceId eq 'CRM-4711'" },
        { ReferralFilter.From($"name eq {"O'Brien"}"), "name eq 'O''Brien'" },
        { ReferralFilter.From($"name eq {"x' or status eq 'New"}"), "name eq 'x'' or status eq ''New'" },
        { ReferralFilter.From($"name eq {"'"} or name eq {"''"}"), "name eq '''' or name eq ''''''" },
        { ReferralFilter.From($"name eq 'O''Brien' and status eq {"😀"}"), "name eq 'O''Brien' and status eq '😀'" },
        { ReferralFilter.From($"name eq 'O''" + $"Brien' and status eq {"New"}"), "name eq 'O''Brien' and status eq 'New'" },
        { ReferralFilter.From($"{"a"} eq name"), "'a' eq name" },
        { ReferralFilter.From($"contains(name,{"a"})"), "contains(name,'a')" },
        { ReferralFilter.From($"status in ({"New"},{"Active"})"), "status in ('New','Active')" },
        {
            ReferralFilter.From($"engagementId eq {new Guid(1, 0, 0, new byte[8])}"),
            "engagementId eq '00000001-0000-0000-0000-000000000000'"
        },
        {
            ReferralFilter.From($"updatedDateTime ge {new DateTimeOffset(2030, 1, 1, 2, 0, 0, TimeSpan.FromHours(2))}"),
            "updatedDateTime ge 2030-01-01T00:00:00Z"
        },
        { ReferralFilter.From($"favorite eq {true} or isSpam eq {false}"), "favorite eq true or isSpam eq false" },
        { ReferralFilter.From($"a eq {-4711} or a eq {long.MaxValue}"), "a eq -4711 or a eq 9223372036854775807" },
        { ReferralFilter.From($"details/dealValue gt {1234567.89m}"), "details/dealValue gt 1234567.89" },
        { ReferralFilter.From($"status eq {ReferralStatus.New}"), "status eq 'New'" },
        { ReferralFilter.From($"type eq {new ReferralType("Of tomorrow's")}"), "type eq 'Of tomorrow''s'" },
        { ReferralFilter.From($"status eq {(ReferralStatus?)ReferralStatus.Active}"), "status eq 'Active'" },
        { ReferralFilter.From($"externalReferenceId eq {(string?)null}"), "externalReferenceId eq null" },
        { ReferralFilter.From($"a eq {(Guid?)null} or a eq {(DateTimeOffset?)null}"), "a eq null or a eq null" },
        { ReferralFilter.From($"a eq {(bool?)null} or a eq {(ReferralStatus?)null}"), "a eq null or a eq null" },
        { ReferralFilter.From($"a eq {(long?)null} or a eq {(int?)null} or a eq {(decimal?)null}"), "a eq null or a eq null or a eq null" },
        {
            ReferralFilter.From($"name eq {"a"} or name eq {"b"}") & ReferralFilter.Status == ReferralStatus.New,
            "(name eq 'a' or name eq 'b') and status eq 'New'"
        },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Filters))]
    public async Task A_filter_from_an_expression_is_sent_with_its_values_quoted_and_escaped(ReferralFilter filter, string expected)
    {
        using MockedService service = new();
        service.RespondsWith(HttpStatusCode.OK, ReferralJson.Page([]));

        await service.Client().ListAsync(new ReferralQuery { Filter = filter }).ToListAsync(TestContext.Current.CancellationToken);

        UriComponents query = UriComponents.Query | UriComponents.KeepDelimiter;
        Assert.Equal("?$filter=" + Uri.EscapeDataString(expected), new Uri(service.Only.Url).GetComponents(query, UriFormat.UriEscaped));
    }

    [Fact]
    public void Numbers_in_a_filter_do_not_depend_on_the_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (other.NumberFormat.NegativeSign, other.NumberFormat.NumberDecimalSeparator) = ("~", ",");
            CultureInfo.CurrentCulture = other;

            Assert.Equal("a eq -1.5 or a eq -2", ReferralFilter.From($"a eq {-1.5m} or a eq {-2}").Text);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_value_inside_quotes_is_refused_with_the_advice_to_leave_them_out()
    {
        string name = "x";
        Func<ReferralFilter>[] wrong =
        [
            () => ReferralFilter.From($"name eq '{name}'"),
            () => ReferralFilter.From($"name eq 'a {name}'"),
            () => ReferralFilter.From($"name eq 'a' and name eq 'b{name}'"),
            () => ReferralFilter.From($"name eq 'O''{name}'"),
            () => ReferralFilter.From($"engagementId eq '{Guid.Empty}'"),
            () => ReferralFilter.From($"a eq '{4711}'"),
            () => ReferralFilter.From($"status eq '{ReferralStatus.New}'"),
        ];

        Assert.All(wrong, make => AssertRefused("Remove the quotes", make));
    }

    [Fact]
    public void A_value_next_to_other_text_is_refused()
    {
        string name = "x";
        Func<ReferralFilter>[] wrong =
        [
            () => ReferralFilter.From($"name eq {name}{name}"),
            () => ReferralFilter.From($"name eq 'a'{name}"),
            () => ReferralFilter.From($"name eq {name}'a'"),
            () => ReferralFilter.From($"name eq {name}and status eq 'New'"),
            () => ReferralFilter.From($"a eq -{4711}"),
        ];

        Assert.All(wrong, make => AssertRefused("directly next to", make));
    }

    [Fact]
    public void An_empty_text_separates_no_values() => AssertRefused("directly next to", () =>
    {
        ReferralFilterInterpolatedStringHandler handler = new(0, 2);
        handler.AppendFormatted("a");
        handler.AppendLiteral("");
        handler.AppendFormatted("b");
        return ReferralFilter.From(handler);
    });

    [Fact]
    public void An_expression_that_would_mean_nothing_is_refused()
    {
        Assert.Throws<ArgumentException>("expression", () => ReferralFilter.From($""));
        Assert.Throws<ArgumentException>("expression", () => ReferralFilter.From($" "));
        Assert.Throws<ArgumentException>("expression", () => ReferralFilter.From(default));
        AssertRefused("not closed", () => ReferralFilter.From($"name eq {"x"} or name eq 'y"));
        Assert.Throws<ArgumentException>("expression", () => ReferralFilter.From($"name eq {""}"));
        Assert.Throws<ArgumentException>("expression", () => ReferralFilter.From($"status eq {new ReferralStatus("")}"));
        ArgumentException half = Assert.Throws<ArgumentException>("expression", () => ReferralFilter.From($"name eq {"\uD800"}"));
        Assert.Contains("surrogate pair", half.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_documented_types_of_values_compile()
    {
        MethodInfo[] overloads =
            [.. typeof(ReferralFilterInterpolatedStringHandler).GetMethods().Where(one => one.Name == "AppendFormatted")];
        Type[] refused = [.. overloads.Where(one => one.GetCustomAttribute<ObsoleteAttribute>() is { IsError: true }).Select(Taken)];
        Type[] accepted = [.. overloads.Select(Taken).Where(type => !type.ContainsGenericParameters).Except(refused)];

        // Both would convert silently, to this machine's local time and to a number.
        Assert.Equal([typeof(char?), typeof(DateTime?)], refused.OrderBy(type => type.FullName));
        Assert.Equal(
            [typeof(string), typeof(Guid?), typeof(DateTimeOffset?), typeof(bool?), typeof(long?), typeof(decimal?)],
            accepted);
        Assert.All(overloads, one => Assert.Single(one.GetParameters()));
        Assert.All(
            overloads.Where(one => one.IsGenericMethod).Select(one => one.GetGenericArguments()[0].GetGenericParameterConstraints()),
            constraints => Assert.Contains(constraints, type => type.Assembly == typeof(ReferralFilter).Assembly));

        static Type Taken(MethodInfo overload) => overload.GetParameters()[0].ParameterType;
    }

    [Fact]
    public void The_handler_shows_no_value()
    {
        ReferralFilterInterpolatedStringHandler handler = new(9, 1);
        handler.AppendLiteral("name eq ");
        handler.AppendFormatted("planted");

        Assert.Equal(nameof(ReferralFilterInterpolatedStringHandler), handler.ToString());
    }

    private static void AssertRefused(string advice, Func<ReferralFilter> make) =>
        Assert.Contains(advice, Assert.Throws<ArgumentException>("expression", make).Message, StringComparison.Ordinal);
}
