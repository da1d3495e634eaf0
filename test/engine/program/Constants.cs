using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation.Language;
using System.Numerics;
using System.Text.Json.Nodes;

namespace EntraCertAuth.Engine
{
    /// <summary>
    /// What an expression is worth without running anything, as JSON: a string, `{"number":…}`, a boolean, `{"null":true}`,
    /// an array whose unknown items are null, `{"hashtable":[[key, value]…]}`; null where it depends on running the script.
    /// </summary>
    static class Constants
    {
        public static JsonNode Of(ExpressionAst expression)
        {
            switch (expression)
            {
                case StringConstantExpressionAst text:
                    return JsonValue.Create(text.Value);
                case ConstantExpressionAst constant:
                    return Number(constant.Value);
                case VariableExpressionAst variable:
                    return Variable(variable);
                case ParenExpressionAst parenthesis:
                    return Of(parenthesis.Pipeline);
                case ArrayLiteralAst array:
                    return new JsonArray(array.Elements.Select(Of).ToArray());
                case ArrayExpressionAst array:
                    return ArrayOf(array);
                case HashtableAst hashtable:
                    return Hashtable(hashtable);
                case BinaryExpressionAst binary when binary.Operator == TokenKind.Plus:
                    return Sum(Of(binary.Left), Of(binary.Right));
                default:
                    return null;
            }
        }

        public static JsonNode Of(StatementAst statement)
        {
            return statement is PipelineAst pipeline && pipeline.GetPureExpression() is ExpressionAst expression
                ? Of(expression)
                : null;
        }

        static JsonNode Number(object value)
        {
            if (value == null)
            {
                return null;
            }

            double number = value is BigInteger big ? (double)big : Convert.ToDouble(value, CultureInfo.InvariantCulture);
            return double.IsFinite(number) ? new JsonObject { ["number"] = number } : null;
        }

        static JsonNode Variable(VariableExpressionAst variable)
        {
            if (variable.Splatted)
            {
                return null;
            }

            switch (variable.VariablePath.UserPath.ToLowerInvariant())
            {
                case "true": return JsonValue.Create(true);
                case "false": return JsonValue.Create(false);
                case "null": return new JsonObject { ["null"] = true };
                default: return null;
            }
        }

        static JsonNode ArrayOf(ArrayExpressionAst array)
        {
            var statements = array.SubExpression.Statements;
            if (array.SubExpression.Traps != null && array.SubExpression.Traps.Count > 0)
            {
                return null;
            }

            var result = new JsonArray();
            foreach (var statement in statements)
            {
                var value = Of(statement);
                if (value is JsonArray items)
                {
                    foreach (var item in items)
                    {
                        result.Add(item == null ? null : item.DeepClone());
                    }
                }
                else if (value == null && !IsOneValue(statement))
                {
                    return null;
                }
                else
                {
                    result.Add(value);
                }
            }

            return result;
        }

        /// <summary>Whether the statement adds exactly one item, although its value is not known: text with holes.</summary>
        static bool IsOneValue(StatementAst statement)
        {
            return statement is PipelineAst pipeline && pipeline.GetPureExpression() is ExpressionAst expression && IsText(expression);
        }

        static bool IsText(ExpressionAst expression)
        {
            switch (expression)
            {
                case StringConstantExpressionAst _:
                case ExpandableStringExpressionAst _:
                    return true;
                case BinaryExpressionAst binary:
                    return binary.Operator == TokenKind.Plus && IsText(binary.Left) && !(binary.Right is BinaryExpressionAst);
                case ParenExpressionAst parenthesis:
                    return IsOneValue(parenthesis.Pipeline);
                default:
                    return false;
            }
        }

        static JsonNode Hashtable(HashtableAst hashtable)
        {
            var entries = new JsonArray();
            foreach (var pair in hashtable.KeyValuePairs)
            {
                var key = Of(pair.Item1);
                entries.Add(new JsonArray(
                    key is JsonValue name && name.TryGetValue(out string text) ? JsonValue.Create(text) : null,
                    Of(pair.Item2)));
            }

            return new JsonObject { ["hashtable"] = entries };
        }

        static JsonNode Sum(JsonNode left, JsonNode right)
        {
            return left is JsonValue a && a.TryGetValue(out string first) && right is JsonValue b && b.TryGetValue(out string second)
                ? JsonValue.Create(first + second)
                : null;
        }
    }
}
